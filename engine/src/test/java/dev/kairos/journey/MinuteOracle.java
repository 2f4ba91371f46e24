package dev.kairos.journey;

import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.util.ArrayList;
import java.util.List;

/** One journey the slow way: looks every minute whether something happened. Times and durations are whole minutes. */
final class MinuteOracle {

    static final long MINUTE = 60_000;

    private final Journey journey;
    private final List<StageEntered> entered = new ArrayList<>();
    private String stage;
    private long since;
    private long began;
    private int entries;
    private boolean over;
    private long active;

    MinuteOracle(Journey journey) {
        this.journey = journey;
    }

    /** @param path in order */
    MinuteOracle run(List<PathItem> path, long nowMs) {
        if (path.isEmpty()) {
            return this;
        }
        for (long minute = path.get(0).atMs(); minute <= nowMs; minute += MINUTE) {
            lookAtTheClock(minute);
            for (PathItem item : path) {
                if (item.atMs() == minute) {
                    active = minute;
                    happens(item);
                }
            }
        }
        return this;
    }

    private void lookAtTheClock(long minute) {
        if (stage == null || over) {
            return;
        }
        for (Transition transition : journey.stage(stage).transitions()) {
            if (transition.isTimed()) {
                long from = transition.silence() ? Math.max(since, active) : since;
                if (minute - from >= transition.after().toMillis()) {
                    to(transition.to(), minute);
                    return;
                }
            }
        }
    }

    private void happens(PathItem item) {
        boolean inside = stage != null && !over;
        if (item.kind() == PathItem.Kind.MOVE) {
            boolean elsewhere =
                    journey.stage(item.detail()) != null && !item.detail().equals(stage);
            if (item.name().equals(journey.name()) && elsewhere) {
                begin(inside, item.atMs());
                to(item.detail(), item.atMs());
            }
            return;
        }
        if (!inside && entries > 0 && !journey.reentry().allowed(since, item.atMs())) {
            return;
        }
        for (Transition way : inside ? journey.stage(stage).transitions() : journey.entry()) {
            if (!way.isTimed() && item.triggers().contains(way.trigger())) {
                begin(inside, item.atMs());
                to(way.to(), item.atMs());
                return;
            }
        }
    }

    private void begin(boolean inside, long minute) {
        if (!inside) {
            entries++;
            began = minute;
            stage = null;
        }
    }

    private void to(String next, long minute) {
        if (next != null && !next.equals(stage)) {
            entered.add(new StageEntered(journey.name(), next, minute));
        }
        stage = next;
        since = minute;
        Stage reached = next == null ? null : journey.stage(next);
        over = reached == null || reached.end();
    }

    /** Null when it was never entered. */
    JourneyState state() {
        return entries == 0 ? null : new JourneyState(stage, since, began, entries, over);
    }

    List<StageEntered> entered() {
        return entered;
    }
}
