package dev.kairos.pack;

import dev.kairos.pack.TransitionReader.Placed;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one journey. */
final class JourneyReader {

    static final int MAX_STAGES = 100;
    static final int MAX_TRANSITIONS = 100;
    private static final String END = "end";
    private static final List<String> REENTRY = List.of("never", "always", "after 7d");

    private final String name;
    private final YamlMap map;
    private final RuleMoves moves;

    private JourneyReader(String name, YamlMap map, RuleMoves moves) {
        this.name = name;
        this.map = map;
        this.moves = moves;
    }

    /**
     * A journey as far as it could be understood.
     *
     * @param journey null when it has no stages
     * @param whole whether nothing in it was left out
     */
    record Result(@Nullable Journey journey, boolean whole) {}

    /** @param triggers gets what its transitions wait for */
    static Result read(String name, YamlMap map, RuleMoves moves, List<Trigger> triggers) {
        return new JourneyReader(name, map, moves).read(triggers);
    }

    private Result read(List<Trigger> triggers) {
        int before = map.source().mistakes().size();
        map.text("description");
        YamlNode required = map.require("stages", "stages: {started: [{after: 7d, to: exit}]}");
        YamlMap section = required == null ? null : required.map();
        Map<String, YamlMap.Entry> stages = section == null ? Map.of() : stages(section);
        if (section != null && stages.isEmpty()) {
            section.mistake("a journey needs a stage", "add one, e.g. 'started: [{after: 7d, to: exit}]'");
        }
        TransitionReader reader = new TransitionReader(stages.keySet(), triggers);
        String first = stages.isEmpty() ? "" : stages.keySet().iterator().next();
        List<Placed> entries = reader.entries(map, first);
        requireEntry(entries);
        List<Placed> exits = reader.exits(map);
        Map<String, List<Placed>> ways = new LinkedHashMap<>();
        stages.forEach((stage, entry) -> ways.put(stage, isEnd(entry) ? List.of() : reader.transitions(entry.value())));
        Reentry reentry = reentry(map.get("reentry"));
        map.refuseOthers();
        if (stages.isEmpty()) {
            return new Result(null, false);
        }
        boolean whole = map.source().mistakes().size() == before;
        if (whole) {
            new JourneyChecks(name, moves, stages, entries, ways, exits).check();
        }
        return new Result(new Journey(name, plain(entries), made(stages, ways, exits), reentry), whole);
    }

    private void requireEntry(List<Placed> entries) {
        if (!map.has("entry") && !moves.within(name)) {
            map.require("entry", "entry: Product Viewed");
        } else if (map.has("entry") && entries.isEmpty() && isBlank(map.get("entry"))) {
            map.mistakeAt(map.lineOf("entry"), "entry: nothing leads into the journey", "name a touchpoint");
        }
    }

    private static boolean isBlank(YamlNode node) {
        return node.isNothing() || node instanceof YamlList list && list.list().isEmpty();
    }

    private static Map<String, YamlMap.Entry> stages(YamlMap section) {
        Map<String, YamlMap.Entry> stages = new LinkedHashMap<>();
        for (YamlMap.Entry entry : section.entries()) {
            if (entry.key().equals(TransitionReader.EXIT) || entry.key().equals(END)) {
                section.mistakeAt(
                        entry.line(),
                        "'" + entry.key() + "' cannot be the name of a stage",
                        entry.key().equals(END)
                                ? "name it for what was reached, as in 'bought: end'"
                                : "write 'to: exit' where a customer leaves the journey");
                continue;
            }
            Ids.check("the name of a stage", entry.key(), entry.line(), entry.value());
            stages.put(entry.key(), entry);
        }
        if (stages.size() > MAX_STAGES) {
            section.mistake("more than " + MAX_STAGES + " stages", "make several journeys of it");
        }
        return stages;
    }

    private static boolean isEnd(YamlMap.Entry entry) {
        if (!(entry.value() instanceof YamlScalar scalar) || scalar.isNothing()) {
            return entry.value().isNothing();
        }
        if (!scalar.raw().equals(END)) {
            scalar.mistake(
                    "stage '" + entry.key() + "': expected transitions or 'end', found " + scalar.described(),
                    "write it as in '" + entry.key() + ": [{on: Product Added, to: cart}]'");
        }
        return true;
    }

    private static List<Stage> made(
            Map<String, YamlMap.Entry> stages, Map<String, List<Placed>> ways, List<Placed> exits) {
        List<Stage> made = new ArrayList<>();
        stages.forEach((stage, entry) -> {
            boolean end = entry.value() instanceof YamlScalar scalar && !scalar.isNothing();
            List<Transition> transitions = new ArrayList<>(plain(ways.get(stage)));
            transitions.addAll(end ? List.of() : plain(exits));
            made.add(new Stage(stage, transitions, end));
        });
        return made;
    }

    private static List<Transition> plain(List<Placed> placed) {
        return placed.stream().map(Placed::transition).toList();
    }

    private static Reentry reentry(@Nullable YamlNode node) {
        String text = node == null ? null : node.text();
        if (text == null || text.equals("always")) {
            return Reentry.ALWAYS;
        }
        if (text.equals("never")) {
            return Reentry.NEVER;
        }
        if (text.startsWith("after ")) {
            String written = text.substring("after ".length()).strip();
            Duration after = new YamlScalar(node.source(), node.name(), node.line(), written, false).duration();
            return after == null ? Reentry.ALWAYS : Reentry.after(after);
        }
        Ids.reference("kind of reentry", node, REENTRY);
        return Reentry.ALWAYS;
    }
}
