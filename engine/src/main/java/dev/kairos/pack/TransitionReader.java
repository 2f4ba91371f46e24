package dev.kairos.pack;

import dev.kairos.rules.Trigger;
import dev.kairos.schema.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the transitions of one journey: into it, from stage to stage, and out of it. */
final class TransitionReader {

    /** In place of a stage: out of the journey. */
    static final String EXIT = "exit";

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(3_660);

    private final Set<String> stages;
    private final List<Trigger> triggers;

    /** @param triggers gets what each transition waits for */
    TransitionReader(Set<String> stages, List<Trigger> triggers) {
        this.stages = stages;
        this.triggers = triggers;
    }

    /** A transition with the line that it is told about by. */
    record Placed(Transition transition, YamlNode node) {}

    /** What brings customers in: touchpoints by name, or with a condition, each to the first stage or another. */
    List<Placed> entries(YamlMap journey, String firstStage) {
        List<Placed> entries = new ArrayList<>();
        for (YamlNode item : items(journey, "entry")) {
            if (item instanceof YamlScalar) {
                entries.addAll(on(List.of(item), null, item, firstStage));
                continue;
            }
            YamlMap map = item.map();
            if (map != null) {
                refuseTime(map, "entry", "a journey is entered on a touchpoint");
                String to = map.has("to") ? stage(map.get("to"), false) : firstStage;
                entries.addAll(touchpoints(map, to));
                map.refuseOthers();
            }
        }
        return entries;
    }

    /** What leads out of the journey from any stage. */
    List<Placed> exits(YamlMap journey) {
        List<Placed> exits = new ArrayList<>();
        for (YamlNode item : items(journey, EXIT)) {
            if (item instanceof YamlScalar) {
                exits.addAll(on(List.of(item), null, item, null));
                continue;
            }
            YamlMap map = item.map();
            if (map == null) {
                continue;
            }
            if (map.has("after")) {
                map.mistakeAt(
                        map.lineOf("after"),
                        "'after' counts from the start of a stage, and an exit is from any",
                        "use 'silence', or put it into a stage with 'to: exit'");
                map.get("after");
            }
            if (map.has("to")) {
                map.mistakeAt(map.lineOf("to"), "an exit leads out of the journey", "remove 'to'");
                map.get("to");
            }
            exits.addAll(map.has("silence") ? timed(map, "silence", null) : touchpoints(map, null));
            map.refuseOthers();
        }
        return exits;
    }

    /** The ways on from one stage. */
    List<Placed> transitions(YamlNode stage) {
        List<Placed> all = new ArrayList<>();
        List<YamlNode> items = stage instanceof YamlMap ? List.of(stage) : stage.list();
        for (YamlNode item : items == null ? List.<YamlNode>of() : items) {
            YamlMap map = item.map();
            if (map != null) {
                YamlNode node = map.require("to", "to: " + example());
                String to = node == null ? null : stage(node, true);
                all.addAll(waitsFor(map, to));
                map.refuseOthers();
            }
        }
        return all;
    }

    private List<Placed> waitsFor(YamlMap map, @Nullable String to) {
        boolean touchpoint = map.get("on") != null;
        boolean condition = map.get("when") != null;
        boolean after = map.get("after") != null;
        boolean silence = map.get("silence") != null;
        if (!touchpoint && !after && !silence) {
            map.mistake(
                    "a transition waits for something: 'on', 'after' or 'silence'",
                    "add 'on: Product Added' or 'after: 7d'");
            return List.of();
        }
        if (!after && !silence) {
            return touchpoints(map, to);
        }
        if (touchpoint || condition || after && silence) {
            String other = touchpoint ? "on" : condition ? "when" : "silence";
            map.mistakeAt(
                    map.lineOf(other),
                    "'" + other + "' does not go with '" + (after ? "after" : "silence") + "'",
                    other.equals("when") ? "remove it" : "make two transitions of it");
        }
        return timed(map, after ? "after" : "silence", to);
    }

    private List<Placed> touchpoints(YamlMap map, @Nullable String to) {
        YamlNode node = map.require("on", "on: Product Added");
        List<YamlNode> events = node == null ? List.of() : Ids.distinct(map.oneOrMore("on"));
        if (node != null && events.isEmpty() && node instanceof YamlList) {
            node.mistake("on: there is no touchpoint in the list", "name one, as in 'on: Product Added'");
        }
        return on(events, map, map, to);
    }

    private List<Placed> on(List<YamlNode> events, @Nullable YamlMap map, YamlNode place, @Nullable String to) {
        List<Placed> transitions = new ArrayList<>();
        String when = map == null ? null : map.text("when");
        for (YamlNode node : events) {
            String event = EventNames.read(node);
            if (event != null) {
                int line = when == null ? node.line() : map.lineOf("when");
                triggers.add(Trigger.of(event, when, node.source().file(), line));
                transitions.add(new Placed(Transition.on(event, when, to), place));
            }
        }
        return transitions;
    }

    private static List<Placed> timed(YamlMap map, String key, @Nullable String to) {
        YamlNode node = map.get(key);
        Duration time = node.duration();
        if (time == null) {
            return List.of();
        }
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            node.mistake(key + ": " + node.written() + " is out of range", "from 1s to 3660d");
        }
        boolean silence = key.equals("silence");
        return List.of(new Placed(silence ? Transition.afterSilence(time, to) : Transition.after(time, to), map));
    }

    private static void refuseTime(YamlMap map, String what, String hint) {
        for (String key : List.of("after", "silence")) {
            if (map.get(key) != null) {
                map.mistakeAt(map.lineOf(key), what + ": '" + key + "' cannot lead here", hint);
            }
        }
    }

    /** The name of a stage, or null: after a mistake, and for a way out. */
    private @Nullable String stage(YamlNode node, boolean mayExit) {
        String name = node.text();
        if (name == null || mayExit && name.equals(EXIT)) {
            return null;
        }
        return Ids.reference("stage", node, stages);
    }

    private String example() {
        return stages.isEmpty() ? EXIT : stages.iterator().next();
    }

    /** The items of a list, or the one that is written without it. */
    private static List<YamlNode> items(YamlMap map, String key) {
        YamlNode node = map.get(key);
        if (node == null || node.isNothing()) {
            return List.of();
        }
        if (node instanceof YamlList) {
            List<YamlNode> items = node.list();
            return items == null ? List.of() : items;
        }
        return List.of(node);
    }
}
