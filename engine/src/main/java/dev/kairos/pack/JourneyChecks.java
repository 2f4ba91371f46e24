package dev.kairos.pack;

import dev.kairos.pack.TransitionReader.Placed;
import dev.kairos.schema.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what a journey says that cannot be meant: stages nobody comes to or out of, circles, ways never taken. */
final class JourneyChecks {

    private final String journey;
    private final RuleMoves moves;
    private final Map<String, YamlMap.Entry> stages;
    private final List<Placed> entries;
    private final Map<String, List<Placed>> ways;
    private final List<Placed> exits;

    JourneyChecks(
            String journey,
            RuleMoves moves,
            Map<String, YamlMap.Entry> stages,
            List<Placed> entries,
            Map<String, List<Placed>> ways,
            List<Placed> exits) {
        this.journey = journey;
        this.moves = moves;
        this.stages = stages;
        this.entries = entries;
        this.ways = ways;
        this.exits = exits;
    }

    void check() {
        neverTaken(entries);
        neverTaken(exits);
        ways.values().forEach(this::neverTaken);
        circles();
        unreached();
        deadEnds();
    }

    /** A touchpoint that an earlier transition takes in any case, or a time that is over only after another. */
    private void neverTaken(List<Placed> transitions) {
        if (transitions.size() > JourneyReader.MAX_TRANSITIONS) {
            transitions
                    .get(0)
                    .node()
                    .mistake(
                            "more than " + JourneyReader.MAX_TRANSITIONS + " transitions", "make several stages of it");
            return;
        }
        Map<String, Placed> taken = new HashMap<>();
        for (Placed placed : transitions) {
            Transition transition = placed.transition();
            Placed first = taken.get(always(transition));
            if (first == null) {
                first = taken.putIfAbsent(exactly(transition), placed);
            }
            if (first != null) {
                placed.node()
                        .mistake(
                                "this is never taken: the transition on line "
                                        + first.node().line() + " comes first",
                                transition.isTimed()
                                        ? "a stage has one '" + (transition.silence() ? "silence" : "after") + "'"
                                        : "remove one, or put the one with 'when' first");
            }
        }
    }

    private static String always(Transition transition) {
        return transition.isTimed() ? exactly(transition) : transition.event() + "\n";
    }

    private static String exactly(Transition transition) {
        if (transition.isTimed()) {
            return transition.silence() ? "\nsilence" : "\nafter";
        }
        return transition.event() + "\n"
                + (transition.when() == null ? "" : transition.when().strip());
    }

    /** Time alone must come to an end: what leads round in circles would wake up for every customer for ever. */
    private void circles() {
        Set<String> reported = new HashSet<>();
        for (String start : stages.keySet()) {
            List<String> circle = circle(start);
            if (!circle.isEmpty() && reported.addAll(circle)) {
                YamlMap.Entry entry = stages.get(start);
                entry.value()
                        .mistakeAt(
                                entry.line(),
                                "time alone leads round in a circle: " + String.join(" → ", circle) + " → " + start,
                                "let a touchpoint or 'to: exit' come between");
            }
        }
    }

    /** The stages from {@code start} back to it by time alone, or none. */
    private List<String> circle(String start) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String stage = open.remove();
            for (Placed placed : ways.get(stage)) {
                String to = placed.transition().to();
                if (!placed.transition().isTimed() || to == null) {
                    continue;
                }
                if (to.equals(start)) {
                    return back(start, stage, cameFrom);
                }
                if (cameFrom.putIfAbsent(to, stage) == null) {
                    open.add(to);
                }
            }
        }
        return List.of();
    }

    private static List<String> back(String start, String last, Map<String, String> cameFrom) {
        List<String> circle = new ArrayList<>();
        for (String stage = last; !stage.equals(start); stage = cameFrom.get(stage)) {
            circle.add(0, stage);
        }
        circle.add(0, start);
        return circle;
    }

    private void unreached() {
        Deque<String> open = new ArrayDeque<>();
        entries.forEach(entry -> open.add(entry.transition().to()));
        stages.keySet().stream().filter(stage -> moves.to(journey, stage)).forEach(open::add);
        Set<String> reached = new HashSet<>();
        while (!open.isEmpty()) {
            String stage = open.remove();
            if (reached.add(stage)) {
                ways.get(stage).stream()
                        .map(way -> way.transition().to())
                        .filter(to -> to != null)
                        .forEach(open::add);
            }
        }
        stages.forEach((stage, entry) -> {
            if (!reached.contains(stage)) {
                entry.value()
                        .mistakeAt(
                                entry.line(),
                                "nothing leads to stage '" + stage + "'",
                                "add a transition with 'to: " + stage + "', or remove the stage");
            }
        });
    }

    private void deadEnds() {
        if (!exits.isEmpty() || moves.within(journey)) {
            return;
        }
        stages.forEach((stage, entry) -> {
            boolean nothing = entry.value().isNothing() || !(entry.value() instanceof YamlScalar);
            if (nothing && ways.get(stage).isEmpty()) {
                entry.value()
                        .mistakeAt(
                                entry.line(),
                                "nothing leads out of stage '" + stage + "'",
                                "write '" + stage + ": end' if the journey is over there");
            }
        });
    }
}
