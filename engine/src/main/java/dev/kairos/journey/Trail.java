package dev.kairos.journey;

import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stages that somebody went through along their path, worked out again for people to read: each item of the path is
 * added in turn, and time is let pass in between. Costs the square of the path's length; not for event loops.
 */
public final class Trail {

    /** Of stages that time leads from one to the next, more than so many between two items are not told apart. */
    private static final int MOST_BY_TIME = 64;

    /**
     * That a stage was entered, or a journey left.
     *
     * @param stage null when the journey was left
     */
    public record Turn(long atMs, String journey, @Nullable String stage) {}

    private final Journeys journeys;
    private final Map<String, JourneyState> base;
    private final List<PathItem> path;
    private final List<Turn> turns = new ArrayList<>();
    private Map<String, JourneyState> before = Map.of();

    private Trail(Journeys journeys, Map<String, JourneyState> base, List<PathItem> path) {
        this.journeys = journeys;
        this.base = base;
        this.path = path;
    }

    /**
     * @param base where they were before the path; a stage that they are at is the first turn
     * @param path in the order of {@link PathItem#compareTo}
     * @return by journey in order of time; journeys one after another where they turn at the same item
     */
    public static List<Turn> of(Journeys journeys, Map<String, JourneyState> base, List<PathItem> path, long nowMs) {
        Trail trail = new Trail(journeys, base, path);
        for (int items = 0; items <= path.size(); items++) {
            trail.follow(items, items < path.size() ? path.get(items).atMs() - 1 : nowMs);
        }
        return trail.turns;
    }

    private void follow(int items, long untilMs) {
        long nowMs =
                items == 0 ? Math.min(untilMs, oldest()) : path.get(items - 1).atMs();
        for (int steps = 0; steps < MOST_BY_TIME; steps++) {
            Evaluation now = journeys.evaluate(base, path.subList(0, items), nowMs);
            note(now.states());
            if (now.dueMs() == 0 || now.dueMs() > untilMs) {
                return;
            }
            nowMs = now.dueMs();
        }
    }

    /** When the oldest of the states before the path began. */
    private long oldest() {
        return base.values().stream().mapToLong(JourneyState::sinceMs).min().orElse(Long.MAX_VALUE);
    }

    private void note(Map<String, JourneyState> after) {
        after.forEach((journey, state) -> {
            JourneyState was = before.get(journey);
            if (was == null || was.sinceMs() != state.sinceMs() || !Objects.equals(was.stage(), state.stage())) {
                turns.add(new Turn(state.sinceMs(), journey, state.stage()));
            }
        });
        before = after;
    }
}
