package dev.kairos.journey;

import static dev.kairos.journey.JourneyPlan.OUT;

import dev.kairos.journey.JourneyPlan.StagePlan;
import dev.kairos.journey.JourneyPlan.Timer;
import dev.kairos.journey.JourneyPlan.Way;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import org.jspecify.annotations.Nullable;

/** One customer on one journey, step by step in the order of time. For one evaluation and one thread. */
final class Walk {

    private static final int NOBODY = -2;
    private static final long NEVER = Long.MIN_VALUE;

    private final JourneyPlan plan;
    private int stage = OUT;
    /** Since when in the stage, or out of the journey. */
    private long sinceMs;

    private long enteredMs;
    private int entries;
    private boolean over;
    /** When the customer last did anything. */
    private long activeMs = NEVER;

    private int watched = NOBODY;
    private long lastThere = NEVER;

    Walk(JourneyPlan plan, @Nullable JourneyState base) {
        this.plan = plan;
        if (base != null) {
            stage = plan.indexOf(base.stage());
            sinceMs = base.sinceMs();
            enteredMs = base.enteredMs();
            entries = Math.max(1, base.entries());
            over = base.over() || stage == OUT || plan.stage(stage).end();
        }
    }

    /** Begins where a walk along a path stood after its last step, of that time. */
    static Walk onwards(JourneyPlan plan, @Nullable JourneyState stood, long lastMs) {
        Walk walk = new Walk(plan, stood);
        walk.activeMs = lastMs;
        return walk;
    }

    /** Notes how long the customer was in that stage. To be called before the walk begins. */
    void watch(int stageIndex) {
        watched = stageIndex;
    }

    /** When the customer was in the watched stage for the last time; the end of all time when they are now. */
    long lastThere() {
        return stage == watched ? Long.MAX_VALUE : lastThere;
    }

    /**
     * Takes each step. Time before the first one has no effect: what is folded into a base has been taken as far as
     * that, by {@link Journeys#fold}, which knew when the customer had last done something.
     */
    void along(Steps steps) {
        for (int i = 0; i < steps.count(); i++) {
            PathItem item = steps.item(i);
            if (activeMs != NEVER) {
                until(item.atMs());
            }
            activeMs = Math.max(activeMs, item.atMs());
            if (item.kind() == PathItem.Kind.MOVE) {
                moved(item);
            } else if (!steps.isQuiet(i)) {
                touched(steps, i, item.atMs());
            }
        }
    }

    private void touched(Steps steps, int i, long atMs) {
        if (entries > 0 && atMs < sinceMs) {
            return;
        }
        boolean inside = stage != OUT && !over;
        if (!inside && entries > 0 && !plan.reentry().allowed(sinceMs, atMs)) {
            return;
        }
        for (Way way : inside ? plan.stage(stage).ways() : plan.entry()) {
            if (steps.met(i, way.trigger())) {
                if (!inside) {
                    begin(atMs);
                }
                go(way.to(), atMs);
                return;
            }
        }
    }

    /** A rule moves whom it wants, whatever the rule of re-entry; where the customer is already nothing happens. */
    private void moved(PathItem item) {
        if (!item.name().equals(plan.name()) || (entries > 0 && item.atMs() < sinceMs)) {
            return;
        }
        int to = plan.indexOf(item.detail());
        if (to == OUT || to == stage) {
            return;
        }
        if (stage == OUT || over) {
            begin(item.atMs());
        }
        go(to, item.atMs());
    }

    private void begin(long atMs) {
        entries++;
        enteredMs = atMs;
    }

    private void go(int to, long atMs) {
        if (stage == watched && to != stage) {
            lastThere = atMs;
        }
        stage = to;
        sinceMs = atMs;
        over = to == OUT || plan.stage(to).end();
    }

    /** Lets time pass up to and including that millisecond. */
    void until(long limitMs) {
        for (int steps = 0; true; steps++) {
            Timer timer = next();
            if (timer == null || due(timer) > limitMs) {
                return;
            }
            if (steps > plan.stageCount()) {
                skipRounds(limitMs);
                timer = next();
                if (due(timer) > limitMs) {
                    return;
                }
            }
            go(timer.to(), due(timer));
        }
    }

    /**
     * After more steps than there are stages, time alone leads round in a circle, and silence began with the stage.
     * Leaves out whole rounds, so that a customer who was away for ten years costs no more than one who was not.
     */
    private void skipRounds(long limitMs) {
        long roundMs = 0;
        int at = stage;
        do {
            Timer timer = shortest(plan.stage(at));
            roundMs += timer.afterMs();
            at = timer.to();
        } while (at != stage);
        sinceMs += Math.floorDiv(limitMs - sinceMs, roundMs) * roundMs;
    }

    private static Timer shortest(StagePlan stage) {
        Timer shortest = stage.timers()[0];
        for (Timer timer : stage.timers()) {
            if (timer.afterMs() < shortest.afterMs()) {
                shortest = timer;
            }
        }
        return shortest;
    }

    /** The timer that goes off first if nothing else happens, of several the first; null when there is none. */
    private @Nullable Timer next() {
        if (stage == OUT || over) {
            return null;
        }
        Timer first = null;
        for (Timer timer : plan.stage(stage).timers()) {
            if (first == null || due(timer) < due(first)) {
                first = timer;
            }
        }
        return first;
    }

    private long due(Timer timer) {
        long fromMs = timer.silence() ? Math.max(sinceMs, activeMs) : sinceMs;
        long dueMs = fromMs + timer.afterMs();
        return dueMs < fromMs ? Long.MAX_VALUE : dueMs;
    }

    /** When time alone moves on; the end of all time when it does not. */
    long dueMs() {
        Timer timer = next();
        return timer == null ? Long.MAX_VALUE : due(timer);
    }

    boolean hasBegun() {
        return entries > 0;
    }

    JourneyState state() {
        return new JourneyState(stage == OUT ? null : plan.stageName(stage), sinceMs, enteredMs, entries, over);
    }
}
