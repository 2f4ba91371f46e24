package dev.kairos.journey;

import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A journey with numbers in place of names. */
final class JourneyPlan {

    /** In place of a stage: none. */
    static final int OUT = -1;

    private final String name;
    private final Reentry reentry;
    private final Way[] entry;
    private final String[] stageNames;
    private final StagePlan[] stages;

    /** On a touchpoint that meets the trigger to a stage, or {@link #OUT}. */
    record Way(int trigger, int to) {}

    /** After a time, of silence or not, to a stage, or {@link #OUT}. */
    record Timer(long afterMs, boolean silence, int to) {}

    record StagePlan(boolean end, Way[] ways, Timer[] timers) {}

    JourneyPlan(Journey journey, ToIntFunction<String> trigger) {
        name = journey.name();
        reentry = journey.reentry();
        stageNames = journey.stages().stream().map(Stage::name).toArray(String[]::new);
        entry = ways(journey.entry(), trigger);
        stages = journey.stages().stream()
                .map(stage ->
                        new StagePlan(stage.end(), ways(stage.transitions(), trigger), timers(stage.transitions())))
                .toArray(StagePlan[]::new);
    }

    private Way[] ways(List<Transition> transitions, ToIntFunction<String> trigger) {
        List<Way> ways = new ArrayList<>();
        for (Transition transition : transitions) {
            if (!transition.isTimed()) {
                ways.add(new Way(trigger.applyAsInt(transition.trigger()), indexOf(transition.to())));
            }
        }
        return ways.toArray(Way[]::new);
    }

    private Timer[] timers(List<Transition> transitions) {
        List<Timer> timers = new ArrayList<>();
        for (Transition transition : transitions) {
            if (transition.after() != null) {
                long afterMs = Math.max(1, transition.after().toMillis());
                timers.add(new Timer(afterMs, transition.silence(), indexOf(transition.to())));
            }
        }
        return timers.toArray(Timer[]::new);
    }

    /** All that it does with a path, in words: of two plans that say the same, either can go on from where the other stood. */
    static String definition(Journey journey) {
        StringBuilder text = new StringBuilder(journey.name());
        text.append('\n')
                .append(journey.reentry().kind())
                .append(journey.reentry().after().toMillis());
        append(text, "", journey.entry());
        for (Stage stage : journey.stages()) {
            append(text.append('\n').append(stage.end()), stage.name(), stage.transitions());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String stage, List<Transition> ways) {
        text.append(' ').append(stage);
        for (Transition way : ways) {
            text.append('\n').append(way.trigger()).append('\t').append(way.to() == null ? "" : way.to());
            if (way.after() != null) {
                text.append('\t').append(way.after().toMillis()).append(way.silence());
            }
        }
    }

    String name() {
        return name;
    }

    Reentry reentry() {
        return reentry;
    }

    Way[] entry() {
        return entry;
    }

    StagePlan stage(int index) {
        return stages[index];
    }

    int stageCount() {
        return stages.length;
    }

    String stageName(int index) {
        return stageNames[index];
    }

    /** {@link #OUT} for null and for what is no stage. */
    int indexOf(@Nullable String stage) {
        for (int i = 0; i < stageNames.length; i++) {
            if (stageNames[i].equals(stage)) {
                return i;
            }
        }
        return OUT;
    }
}
