package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import dev.kairos.rules.RuleFile;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Journey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code journeys.yaml}, best effort: a journey per key. */
final class JourneysFile {

    static final String NAME = "journeys.yaml";
    static final int MAX_JOURNEYS = 64;
    private static final List<String> KEYS = List.of("description", "entry", "stages", "exit", "reentry");

    private final PropertyNames names;
    private final RuleMoves moves;
    private final List<Journey> journeys = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();

    private JourneysFile(PropertyNames names, RuleMoves moves) {
        this.names = names;
        this.moves = moves;
    }

    /** For a pack without journeys. */
    static JourneysFile none() {
        return new JourneysFile(new PropertyNames(Set.of()), new RuleMoves());
    }

    private void read(YamlMap file) {
        file.entries().forEach(entry -> read(file, entry));
        if (journeys.size() > MAX_JOURNEYS) {
            file.mistake("more than " + MAX_JOURNEYS + " journeys", "make stages of some of them");
        }
    }

    /**
     * @param names of all other properties of a moment
     * @param rules whose moves lead to stages, too
     */
    static JourneysFile read(YamlMap file, PropertyNames names, List<RuleFile> rules) {
        JourneysFile read = new JourneysFile(names, RuleMoves.in(rules));
        read.read(file);
        return read;
    }

    /** In the order of the file. */
    List<Journey> journeys() {
        return journeys;
    }

    /** What transitions wait for, each with its line. */
    List<Trigger> triggers() {
        return triggers;
    }

    private void read(YamlMap file, YamlMap.Entry entry) {
        String name = entry.key();
        if (KEYS.contains(name) || name.equals("journeys")) {
            file.mistakeAt(
                    entry.line(),
                    "'" + name + "' cannot be the name of a journey",
                    "the file starts with the journeys' names, and their keys are indented below them");
            return;
        }
        boolean named = checkName(file, entry);
        YamlMap map = entry.value().map();
        JourneyReader.Result read = map == null ? null : JourneyReader.read(name, map, moves, triggers);
        if (read == null || !read.whole()) {
            doubt(name);
        }
        if (named && read != null && read.journey() != null) {
            journeys.add(read.journey());
        }
    }

    private void doubt(String name) {
        names.doubt(name);
        names.doubt(name + "Stage");
        names.doubt(name + "StageSince");
    }

    private boolean checkName(YamlMap file, YamlMap.Entry entry) {
        String name = entry.key();
        String problem = AttributeNames.problem(name);
        if (problem != null) {
            String hint = "use lowerCamelCase, as in '" + AttributeNames.suggestion(name) + "'";
            file.mistakeAt(entry.line(), problem.replace("an attribute", "a journey"), hint);
            doubt(name);
            return false;
        }
        return claim(file, entry, name + "Stage") & claim(file, entry, name + "StageSince");
    }

    private boolean claim(YamlMap file, YamlMap.Entry entry, String property) {
        String first = names.claim(property, NAME + ", on line " + entry.line());
        if (first != null) {
            file.mistakeAt(
                    entry.line(),
                    "journey '" + entry.key() + "' makes the property '" + property + "', and there is one",
                    "it belongs to " + first + ": rename one of the two");
        }
        return first == null;
    }

    /** Refuses what waits for the engine's own events, which only rules are told of. */
    void refuseStageEvents(List<Trigger> all, Mistakes mistakes) {
        Set<String> known = new HashSet<>();
        journeys.forEach(journey -> known.add(journey.name()));
        for (Trigger trigger : all) {
            int colon = trigger.event().indexOf(':');
            if (colon > 0 && known.contains(trigger.event().substring(0, colon))) {
                mistakes.add(
                        trigger.file(),
                        trigger.line(),
                        "'" + trigger.event() + "' is a stage and no touchpoint",
                        "a rule can wait for it: Moment( event == \"" + trigger.event() + "\" )");
            }
        }
    }
}
