package dev.kairos.journey;

import dev.kairos.rules.Effects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes down what one scene sets off, to be carried out once all rules have fired. Reused; one thread. */
final class Reactions implements Effects {

    /** An attribute is set. */
    record Setting(String attribute, @Nullable Object value) {}

    /** A customer is moved. */
    record Move(String journey, String stage) {}

    /** Another system is to do something. */
    record Act(String system, String action, Map<String, Object> arguments) {}

    private int[] triggers = new int[16];
    private int triggerCount;
    private final List<Setting> settings = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Act> acts = new ArrayList<>();

    void clear() {
        triggerCount = 0;
        settings.clear();
        moves.clear();
        acts.clear();
    }

    @Override
    public void trigger(int index) {
        if (triggerCount == triggers.length) {
            triggers = Arrays.copyOf(triggers, 2 * triggerCount);
        }
        triggers[triggerCount++] = index;
    }

    @Override
    public void set(String attribute, @Nullable Object value) {
        settings.add(new Setting(attribute, value));
    }

    @Override
    public void move(String journey, String stage) {
        moves.add(new Move(journey, stage));
    }

    @Override
    public void act(String system, String action, Map<String, Object> arguments) {
        acts.add(new Act(system, action, arguments));
    }

    int triggerCount() {
        return triggerCount;
    }

    int triggerAt(int n) {
        return triggers[n];
    }

    List<Setting> settings() {
        return settings;
    }

    List<Move> moves() {
        return moves;
    }

    List<Act> acts() {
        return acts;
    }
}
