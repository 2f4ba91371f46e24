package dev.kairos.journey;

import dev.kairos.profile.Growth;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.Journey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where on the journeys of a pack a customer is: a pure function of their path, of where they were before it began, and
 * of the time. Nothing is remembered from one evaluation to the next, so a touchpoint that comes late is put in its
 * place and all is worked out again; the order of arrival cannot matter. Immutable, for any thread.
 *
 * <p>A path is in the order of {@link PathItem#compareTo}. Time that passes between two of its items moves the customer
 * too, and before the later item does: a stage that lasts 30 minutes is over when the next touchpoint comes after
 * exactly 30 minutes. An item moves a journey once: what ends it does not begin it again.
 *
 * <p>A path has a bound. Items that no longer fit are {@link #fold folded}, oldest first, into the states from which
 * the rest is evaluated, and that gives what the whole path would give. Such a state knows its age: an item from before
 * it was entered comes too late to move that journey.
 */
public final class Journeys {

    private static final Comparator<JourneyState> BY_AGE = Comparator.comparingLong(JourneyState::sinceMs)
            .thenComparingLong(JourneyState::enteredMs)
            .thenComparing(JourneyState::over)
            .thenComparing(JourneyState::stage, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<JourneyPlan> plans = new ArrayList<>();
    private final Map<String, Integer> triggers = new HashMap<>();
    private final int definition;

    public Journeys(List<Journey> journeys) {
        CRC32C crc = new CRC32C();
        for (Journey journey : journeys) {
            plans.add(new JourneyPlan(journey, this::trigger));
            crc.update((JourneyPlan.definition(journey) + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        definition = Math.max(1, (int) (crc.getValue() & Integer.MAX_VALUE));
    }

    private int trigger(String key) {
        return triggers.computeIfAbsent(key, unused -> triggers.size());
    }

    /**
     * @param base where the customer was on each journey before the path, by its name; what is not there, or is of a
     *     journey that no longer exists, was never entered. A stage that no longer exists was left
     * @param nowMs items after it count all the same; time alone moves nobody further than this
     */
    public Evaluation evaluate(Map<String, JourneyState> base, List<PathItem> path, long nowMs) {
        Steps steps = new Steps(path, path.size(), triggers);
        Tally tally = new Tally();
        for (JourneyPlan plan : plans) {
            Walk walk = new Walk(plan, base.get(plan.name()));
            walk.along(steps);
            walk.until(nowMs);
            tally.add(plan, walk);
        }
        return tally.evaluation();
    }

    /** Where walks have led. */
    private static final class Tally {

        private final Map<String, JourneyState> states = new TreeMap<>();
        private long dueMs = Long.MAX_VALUE;

        void add(JourneyPlan plan, Walk walk) {
            dueMs = Math.min(dueMs, walk.dueMs());
            if (walk.hasBegun()) {
                states.put(plan.name(), walk.state());
            }
        }

        Evaluation evaluation() {
            return new Evaluation(states, dueMs == Long.MAX_VALUE ? 0 : dueMs);
        }
    }

    /**
     * Where the customer is after more items at the end of a path, from where {@link #evaluate} last said that they stood:
     * what it would say of the whole path, without a look at the rest of it.
     *
     * @param stood as evaluated at some time, by journeys of the same {@link #definition}
     * @return null when that cannot be known: time alone has moved the customer further than the first of the items, or
     *     than now
     */
    public @Nullable Evaluation goOn(Map<String, JourneyState> stood, Growth growth, long nowMs) {
        List<PathItem> items = growth.items();
        long firstMs = items.isEmpty() ? nowMs : Math.min(nowMs, items.get(0).atMs());
        for (JourneyState state : stood.values()) {
            if (state.sinceMs() > firstMs) {
                return null;
            }
        }
        Steps steps = new Steps(items, items.size(), triggers);
        Tally tally = new Tally();
        for (JourneyPlan plan : plans) {
            Walk walk = Walk.onwards(plan, stood.get(plan.name()), growth.lastMs());
            walk.along(steps);
            walk.until(nowMs);
            tally.add(plan, walk);
        }
        return tally.evaluation();
    }

    /** The stages that somebody has come to who went on from where they stood, as {@link #goOn} said. */
    public List<StageEntered> entered(Map<String, JourneyState> stood, Map<String, JourneyState> after) {
        List<StageEntered> entered = new ArrayList<>(2);
        for (JourneyPlan plan : plans) {
            JourneyState state = after.get(plan.name());
            if (state != null && state.stage() != null && isOnward(stood.get(plan.name()), state)) {
                entered.add(new StageEntered(plan.name(), state.stage(), state.sinceMs()));
            }
        }
        return entered;
    }

    /** Nothing of the path came late, so that whoever is at another stage than before has come to it since. */
    private static boolean isOnward(@Nullable JourneyState was, JourneyState state) {
        return was == null || state.entries() > was.entries() || !Objects.equals(was.stage(), state.stage());
    }

    /** Tells journeys apart that differ in anything they do; never 0, and the same in every process. */
    public int definition() {
        return definition;
    }

    /**
     * Where the customer is after the first {@code count} items: the base of the rest.
     *
     * @param count less than the length of the path, since silence is measured from the newest item
     */
    public Map<String, JourneyState> fold(Map<String, JourneyState> base, List<PathItem> path, int count) {
        if (count >= path.size()) {
            throw new IllegalArgumentException("the newest item of a path stays");
        }
        Steps steps = new Steps(path, count, triggers);
        Map<String, JourneyState> states = new TreeMap<>();
        for (JourneyPlan plan : plans) {
            Walk walk = new Walk(plan, base.get(plan.name()));
            walk.along(steps);
            walk.until(path.get(count).atMs());
            if (walk.hasBegun()) {
                states.put(plan.name(), walk.state());
            }
        }
        return states;
    }

    /**
     * Where a customer was of whom two identities are known, each with a past of its own: on each journey where they
     * came to last, having entered it as often as both did together. Commutative and associative.
     */
    public static Map<String, JourneyState> unite(Map<String, JourneyState> one, Map<String, JourneyState> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Map<String, JourneyState> united = new TreeMap<>(one);
        other.forEach((journey, state) -> united.merge(journey, state, Journeys::later));
        return united;
    }

    private static JourneyState later(JourneyState a, JourneyState b) {
        JourneyState later = BY_AGE.compare(a, b) < 0 ? b : a;
        return new JourneyState(
                later.stage(), later.sinceMs(), later.enteredMs(), a.entries() + b.entries(), later.over());
    }

    /**
     * The stages that somebody has come to: of each journey the one where they are now, unless they were at it already
     * when they were last evaluated. A stay whose beginning a late touchpoint has moved is no new one, and neither is
     * one that they had been taken out of by mistake, since a touchpoint of that time had not come yet.
     *
     * @param before the path as it was before
     * @param after the states as they are now
     * @param nowMs the time of the evaluation that gave {@code after}
     */
    public List<StageEntered> entered(Before before, Map<String, JourneyState> after, long nowMs) {
        List<StageEntered> entered = new ArrayList<>(2);
        for (JourneyPlan plan : plans) {
            JourneyState state = after.get(plan.name());
            if (state != null && state.stage() != null && isNew(plan, state, before, nowMs)) {
                entered.add(new StageEntered(plan.name(), state.stage(), state.sinceMs()));
            }
        }
        return entered;
    }

    private boolean isNew(JourneyPlan plan, JourneyState state, Before before, long nowMs) {
        JourneyState was = before.states().get(plan.name());
        if (was == null || state.entries() > was.entries()) {
            return true;
        }
        return !state.equals(was) && lastThere(plan, plan.indexOf(state.stage()), before, nowMs) <= state.sinceMs();
    }

    private long lastThere(JourneyPlan plan, int stage, Before before, long nowMs) {
        Walk walk = new Walk(plan, before.base().get(plan.name()));
        walk.watch(stage);
        walk.along(new Steps(before.path(), before.path().size(), triggers));
        walk.until(before.dueMs() == 0 ? nowMs : Math.min(nowMs, before.dueMs() - 1));
        return walk.lastThere();
    }

    /**
     * What was known of a customer before something happened.
     *
     * @param states where they were, as evaluated last
     * @param base and path: what that was evaluated from
     * @param dueMs when time alone was going to change it, 0 when never
     */
    public record Before(
            Map<String, JourneyState> states, Map<String, JourneyState> base, List<PathItem> path, long dueMs) {}
}
