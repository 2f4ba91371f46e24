package dev.kairos.journey;

import static dev.kairos.journey.MinuteOracle.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.journey.Journeys.Before;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.Journey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a timer means: a wake-up to evaluate again, one per customer at most. This is the writer's part in small, over
 * journals of many customers, against the naive evaluation of each one's whole path.
 */
class TimersTest {

    private static final int JOURNALS = 100;
    private static final int CUSTOMERS = 12;

    private record WakeUp(long dueMs, int customer) {}

    private record Fired(long atMs, int customer, StageEntered entered) {}

    @Test
    void everyStageFiresOnceAndInOrder() {
        Random random = new Random(31);
        RandomJourneys made = new RandomJourneys(random);
        int all = 0;
        for (int i = 0; i < JOURNALS; i++) {
            List<Journey> journeys = made.journeys();
            Map<Integer, List<PathItem>> paths = paths(made, random);
            long end = RandomJourneys.START + 60 * 16 * MINUTE;

            List<Fired> fired = new Writer(journeys).run(journal(paths), List.of(end));

            assertThat(fired).isSortedAccordingTo(Comparator.comparingLong(Fired::atMs));
            assertThat(fired).containsExactlyInAnyOrderElementsOf(expected(journeys, paths, end));
            all += fired.size();
        }
        assertThat(all).isGreaterThan(JOURNALS * CUSTOMERS);
    }

    @Test
    void aLongOutageChangesNothing() {
        Random random = new Random(32);
        RandomJourneys made = new RandomJourneys(random);
        for (int i = 0; i < JOURNALS; i++) {
            List<Journey> journeys = made.journeys();
            Map<Integer, List<PathItem>> paths = paths(made, random);
            long end = RandomJourneys.START + 60 * 48 * MINUTE;

            List<Fired> attended = new Writer(journeys).run(journal(paths), minutes(end));
            List<Fired> away = new Writer(journeys).run(journal(paths), List.of(end));

            assertThat(away).isEqualTo(attended);
        }
    }

    private static List<Long> minutes(long end) {
        List<Long> ticks = new ArrayList<>();
        for (long at = RandomJourneys.START; at <= end; at += 7 * MINUTE) {
            ticks.add(at);
        }
        ticks.add(end);
        return ticks;
    }

    private static Map<Integer, List<PathItem>> paths(RandomJourneys made, Random random) {
        Map<Integer, List<PathItem>> paths = new HashMap<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            // one step a minute: two of the same customer would be two moves within one look of the oracle
            Map<Long, PathItem> byMinute = new HashMap<>();
            made.path(random.nextInt(20)).forEach(item -> byMinute.put(item.atMs(), item));
            paths.put(customer, byMinute.values().stream().sorted().toList());
        }
        return paths;
    }

    private record Entry(int customer, PathItem item) {}

    private static List<Entry> journal(Map<Integer, List<PathItem>> paths) {
        List<Entry> journal = new ArrayList<>();
        paths.forEach((customer, path) -> path.forEach(item -> journal.add(new Entry(customer, item))));
        journal.sort(
                Comparator.comparingLong((Entry entry) -> entry.item.atMs()).thenComparing(Entry::customer));
        return journal;
    }

    private static List<Fired> expected(List<Journey> journeys, Map<Integer, List<PathItem>> paths, long end) {
        List<Fired> expected = new ArrayList<>();
        paths.forEach((customer, path) -> {
            for (Journey journey : journeys) {
                new MinuteOracle(journey)
                        .run(path, end)
                        .entered()
                        .forEach(entered -> expected.add(new Fired(entered.sinceMs(), customer, entered)));
            }
        });
        return expected;
    }

    /** Wake-ups before the record whose time has passed them, by due time and customer. */
    private static final class Writer {

        private final Journeys journeys;
        private final Map<Integer, Before> known = new HashMap<>();
        private final PriorityQueue<WakeUp> wakeUps =
                new PriorityQueue<>(Comparator.comparingLong(WakeUp::dueMs).thenComparingInt(WakeUp::customer));
        private final List<Fired> fired = new ArrayList<>();

        Writer(List<Journey> definitions) {
            journeys = new Journeys(definitions);
        }

        List<Fired> run(List<Entry> journal, List<Long> ticks) {
            int tick = 0;
            for (Entry entry : journal) {
                while (tick < ticks.size() && ticks.get(tick) <= entry.item.atMs()) {
                    wake(ticks.get(tick++));
                }
                wake(entry.item.atMs());
                List<PathItem> path = new ArrayList<>(path(entry.customer));
                path.add(entry.item);
                apply(entry.customer, path, entry.item.atMs());
            }
            ticks.subList(tick, ticks.size()).forEach(this::wake);
            return fired;
        }

        private void wake(long journalMs) {
            while (!wakeUps.isEmpty() && wakeUps.peek().dueMs <= journalMs) {
                WakeUp next = wakeUps.poll();
                if (known.get(next.customer).dueMs() == next.dueMs) {
                    apply(next.customer, path(next.customer), next.dueMs);
                }
            }
        }

        private List<PathItem> path(int customer) {
            return known.containsKey(customer) ? known.get(customer).path() : List.of();
        }

        private void apply(int customer, List<PathItem> path, long nowMs) {
            Before before = known.getOrDefault(customer, new Before(Map.of(), Map.of(), List.of(), 0));
            Evaluation after = journeys.evaluate(Map.of(), path, nowMs);
            journeys.entered(before, after.states(), nowMs)
                    .forEach(entered -> fired.add(new Fired(nowMs, customer, entered)));
            known.put(customer, new Before(after.states(), Map.of(), path, after.dueMs()));
            if (after.dueMs() > 0) {
                wakeUps.add(new WakeUp(after.dueMs(), customer));
            }
        }
    }
}
