package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.journey.Evaluation;
import dev.kairos.journey.Journeys;
import dev.kairos.journey.StageEntered;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.TriggerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The journeys of {@code rules/web-shop} over a real event log, without a server, against {@link ShopOracle}. */
class ShopJourneysTest {

    private static final Instant NOW = Instant.parse("2024-07-01T00:00:00Z");

    private static Pack pack;
    private static Journeys journeys;
    private static Map<String, List<ShopEvent>> byUser;

    @BeforeAll
    static void load() {
        pack = PackLoader.load(Checkout.root().resolve("rules/web-shop")).orThrow();
        journeys = new Journeys(pack.schema().journeys());
        byUser = ShopEvent.all().stream()
                .collect(Collectors.groupingBy(ShopEvent::user, TreeMap::new, Collectors.toList()));
    }

    @AfterAll
    static void close() {
        pack.close();
    }

    @Test
    void everyCustomerIsWhereThePlainCalculationSays() {
        Map<String, Integer> finalStages = new TreeMap<>();
        byUser.forEach((user, events) -> {
            ShopOracle expected = new ShopOracle(ShopOracle.inOrder(events), NOW);

            JourneyState state = journeys.evaluate(Map.of(), path(events), NOW.toEpochMilli())
                    .states()
                    .get("purchase");

            same(user, state, expected);
            finalStages.merge(String.valueOf(expected.stage()), 1, Integer::sum);
        });

        assertThat(byUser).hasSize(600);
        assertThat(finalStages).containsKeys("purchased", "recovered", "lost", "abandoned", "null");
    }

    @Test
    void shuffledInBatchesEveryCustomerIsThereAsWell() {
        Random random = new Random(41);
        int bound = pack.schema().path().length();
        byUser.forEach((user, events) -> {
            List<PathItem> arriving = path(events);
            for (int from = 0; from < arriving.size(); from += bound / 2) {
                Collections.shuffle(arriving.subList(from, Math.min(arriving.size(), from + bound / 2)), random);
            }

            same(user, arrived(arriving, bound), new ShopOracle(ShopOracle.inOrder(events), NOW));
        });
    }

    private static JourneyState arrived(List<PathItem> arriving, int bound) {
        Map<String, JourneyState> base = Map.of();
        List<PathItem> path = new ArrayList<>();
        for (PathItem item : arriving) {
            int at = Collections.binarySearch(path, item);
            path.add(at < 0 ? -at - 1 : at, item);
            if (path.size() > bound) {
                base = journeys.fold(base, path, 1);
                path.remove(0);
            }
        }
        return journeys.evaluate(base, path, NOW.toEpochMilli()).states().get("purchase");
    }

    @Test
    void everyStageOnTheWayIsEnteredAsThePlainCalculationSays() {
        Map<String, Integer> reached = new TreeMap<>();
        byUser.forEach((user, events) -> {
            ShopOracle expected = new ShopOracle(ShopOracle.inOrder(events), NOW);

            assertThat(entered(path(events))).as(user).isEqualTo(expected.trail());
            expected.reached().forEach((stage, times) -> reached.merge(stage, times, Integer::sum));
        });

        int left = reached.get("abandoned");
        assertThat(reached.get("recovered")).isPositive();
        assertThat(reached.get("lost")).isPositive();
        assertThat(left).isGreaterThanOrEqualTo(reached.get("recovered") + reached.get("lost"));
        assertThat(reached.get("purchased") + reached.get("recovered")).isEqualTo(470);
    }

    /** Step by step and wake-up by wake-up, as the writer goes. */
    private static List<String> entered(List<PathItem> path) {
        List<String> entered = new ArrayList<>();
        Evaluation last = new Evaluation(Map.of(), 0);
        List<PathItem> soFar = List.of();
        for (int i = 0; i <= path.size(); i++) {
            long until = i == path.size() ? NOW.toEpochMilli() : path.get(i).atMs();
            while (last.dueMs() != 0 && last.dueMs() <= until) {
                last = step(last, soFar, soFar, last.dueMs(), entered);
            }
            if (i < path.size()) {
                List<PathItem> longer = path.subList(0, i + 1);
                last = step(last, soFar, longer, until, entered);
                soFar = longer;
            }
        }
        return entered;
    }

    private static Evaluation step(
            Evaluation last, List<PathItem> before, List<PathItem> now, long nowMs, List<String> entered) {
        Evaluation next = journeys.evaluate(Map.of(), now, nowMs);
        Journeys.Before was = new Journeys.Before(last.states(), Map.of(), before, last.dueMs());
        for (StageEntered stage : journeys.entered(was, next.states(), nowMs)) {
            if (stage.journey().equals("purchase")) {
                entered.add(stage.stage() + " " + Instant.ofEpochMilli(stage.sinceMs()));
            }
        }
        return next;
    }

    private static void same(String user, JourneyState state, ShopOracle expected) {
        assertThat(state == null ? null : state.stage()).as(user).isEqualTo(expected.stage());
        if (state != null) {
            assertThat(Instant.ofEpochMilli(state.sinceMs())).as(user).isEqualTo(expected.since());
            assertThat(state.entries()).as(user).isEqualTo(expected.ways());
        }
    }

    private static List<PathItem> path(List<ShopEvent> events) {
        return events.stream()
                .map(event -> new PathItem(
                        event.at().toEpochMilli(),
                        PathItem.Kind.TOUCHPOINT,
                        event.event(),
                        "web",
                        null,
                        List.of(TriggerKey.of(event.event(), null))))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
