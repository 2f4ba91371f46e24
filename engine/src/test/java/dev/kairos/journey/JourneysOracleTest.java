package dev.kairos.journey;

import static dev.kairos.journey.MinuteOracle.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.profile.Growth;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.Journey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Journeys against an evaluation minute by minute, over seeded journeys and paths. */
class JourneysOracleTest {

    private static final int HISTORIES = Integer.getInteger("kairos.test.histories", 2_000);

    @Test
    void isWhereLookingEveryMinuteFindsIt() {
        Random random = new Random(21);
        RandomJourneys made = new RandomJourneys(random);
        for (int i = 0; i < HISTORIES; i++) {
            List<Journey> journeys = made.journeys();
            List<PathItem> path = made.path(40);
            long now = RandomJourneys.START + random.nextInt(60 * 30) * MINUTE;
            List<PathItem> soFar =
                    path.stream().filter(item -> item.atMs() <= now).toList();

            Evaluation evaluation = new Journeys(journeys).evaluate(Map.of(), soFar, now);

            assertThat(evaluation.states()).isEqualTo(slow(journeys, soFar, now));
        }
    }

    @Test
    void saysWhenItWillChange() {
        Random random = new Random(22);
        RandomJourneys made = new RandomJourneys(random);
        int due = 0;
        for (int i = 0; i < HISTORIES; i++) {
            List<Journey> journeys = made.journeys();
            Journeys evaluator = new Journeys(journeys);
            List<PathItem> path = made.path(10);
            long now = RandomJourneys.START + (60 * 12 + random.nextInt(60)) * MINUTE;

            Evaluation at = evaluator.evaluate(Map.of(), path, now);
            if (at.dueMs() == 0) {
                assertThat(slow(journeys, path, now + 200 * MINUTE)).isEqualTo(at.states());
            } else {
                due++;
                assertThat(at.dueMs()).isGreaterThan(now);
                assertThat(slow(journeys, path, at.dueMs() - MINUTE)).isEqualTo(at.states());
                // a stage that time leads to itself has a new beginning only
                assertThat(slow(journeys, path, at.dueMs())).isNotEqualTo(at.states());
            }
        }
        assertThat(due).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void aFoldedPathIsWhereTheWholeOneIs() {
        Random random = new Random(23);
        RandomJourneys made = new RandomJourneys(random);
        for (int i = 0; i < HISTORIES; i++) {
            Journeys journeys = new Journeys(made.journeys());
            List<PathItem> path = made.path(40);
            long now = RandomJourneys.START + random.nextInt(60 * 30) * MINUTE;
            Evaluation whole = journeys.evaluate(Map.of(), path, now);

            Map<String, JourneyState> base = Map.of();
            List<PathItem> rest = path;
            while (rest.size() > 1) {
                int count = 1 + random.nextInt(rest.size() - 1);
                base = journeys.fold(base, rest, count);
                rest = rest.subList(count, rest.size());
                assertThat(journeys.evaluate(base, rest, now)).isEqualTo(whole);
            }
        }
    }

    @Test
    void goingOnFromWhereSomebodyStoodIsTheWholePathAgain() {
        Random random = new Random(26);
        RandomJourneys made = new RandomJourneys(random);
        int wentOn = 0;
        for (int i = 0; i < HISTORIES; i++) {
            Journeys journeys = new Journeys(made.journeys());
            List<PathItem> path = new ArrayList<>(List.of(made.item(RandomJourneys.START)));
            long now = RandomJourneys.START;
            Evaluation last = journeys.evaluate(Map.of(), path, now);
            Journeys.Before before = new Journeys.Before(last.states(), Map.of(), path, last.dueMs());
            for (int step = 0; step < 30; step++) {
                // the clock may have been put back, and a sender's may be ahead
                now += (random.nextInt(30) - 3) * MINUTE;
                List<PathItem> items = made.after(path.get(path.size() - 1), now + 5 * MINUTE);
                Growth growth = new Growth(path.get(path.size() - 1).atMs(), items);
                Map<String, JourneyState> base = before.base();
                path = new ArrayList<>(path);
                path.addAll(items);
                if (path.size() > 8) {
                    base = journeys.fold(base, path, path.size() - 8);
                    path = path.subList(path.size() - 8, path.size());
                }

                Evaluation whole = journeys.evaluate(base, path, now);
                Evaluation onwards = journeys.goOn(before.states(), growth, now);

                if (onwards != null) {
                    wentOn++;
                    assertThat(onwards).isEqualTo(whole);
                    assertThat(journeys.entered(before.states(), onwards.states()))
                            .isEqualTo(journeys.entered(before, whole.states(), now));
                }
                before = new Journeys.Before(whole.states(), base, path, setFor(before.dueMs(), whole.dueMs(), now));
            }
        }
        assertThat(wentOn).isGreaterThan(HISTORIES * 20);
    }

    /** A wake-up that is set and comes early enough is left alone. */
    private static long setFor(long setMs, long dueMs, long now) {
        return setMs > now && (dueMs == 0 || setMs <= dueMs) ? setMs : dueMs;
    }

    @Test
    void journeysThatDifferInAnythingAreToldApart() {
        Random random = new Random(27);
        RandomJourneys made = new RandomJourneys(random);
        Map<Integer, List<Journey>> known = new TreeMap<>();
        for (int i = 0; i < HISTORIES; i++) {
            List<Journey> journeys = made.journeys();
            int definition = new Journeys(journeys).definition();

            assertThat(definition).isNotZero().isEqualTo(new Journeys(List.copyOf(journeys)).definition());
            assertThat(known.getOrDefault(definition, journeys)).isEqualTo(journeys);
            known.put(definition, journeys);
        }
    }

    @Test
    void anyOrderOfArrivalWithinTheHorizonGivesTheSame() {
        Random random = new Random(24);
        RandomJourneys made = new RandomJourneys(random);
        for (int i = 0; i < HISTORIES; i++) {
            Journeys journeys = new Journeys(made.journeys());
            List<PathItem> path = made.path(80);
            long now = RandomJourneys.START + 60 * 30 * MINUTE;

            Evaluation inOrder = arriving(journeys, path, now);
            List<PathItem> shuffled = new ArrayList<>();
            for (int from = 0; from < path.size(); from += 16) {
                List<PathItem> batch = new ArrayList<>(path.subList(from, Math.min(path.size(), from + 16)));
                Collections.shuffle(batch, random);
                shuffled.addAll(batch);
            }

            assertThat(inOrder).isEqualTo(journeys.evaluate(Map.of(), path, now));
            assertThat(arriving(journeys, shuffled, now)).isEqualTo(inOrder);
        }
    }

    /** Touchpoint by touchpoint, as the writer does it, with room for 32. */
    private static Evaluation arriving(Journeys journeys, List<PathItem> arriving, long now) {
        Map<String, JourneyState> base = Map.of();
        List<PathItem> path = new ArrayList<>();
        for (PathItem item : arriving) {
            int at = Collections.binarySearch(path, item);
            path.add(at < 0 ? -at - 1 : at, item);
            if (path.size() > 32) {
                base = journeys.fold(base, path, 1);
                path.remove(0);
            }
            journeys.evaluate(base, path, now);
        }
        return journeys.evaluate(base, path, now);
    }

    @Test
    void twoPathsUnitedAreOnePath() {
        Random random = new Random(25);
        RandomJourneys made = new RandomJourneys(random);
        for (int i = 0; i < HISTORIES; i++) {
            Journeys journeys = new Journeys(made.journeys());
            List<PathItem> path = made.path(40);
            List<PathItem> one = new ArrayList<>();
            List<PathItem> other = new ArrayList<>();
            path.forEach(item -> (random.nextBoolean() ? one : other).add(item));
            other.addAll(one);
            other.sort(null);

            long now = RandomJourneys.START + 60 * 20 * MINUTE;
            assertThat(journeys.evaluate(Map.of(), other, now)).isEqualTo(journeys.evaluate(Map.of(), path, now));
        }
    }

    private static Map<String, JourneyState> slow(List<Journey> journeys, List<PathItem> path, long now) {
        Map<String, JourneyState> states = new TreeMap<>();
        for (Journey journey : journeys) {
            JourneyState state = new MinuteOracle(journey).run(path, now).state();
            if (state != null) {
                states.put(journey.name(), state);
            }
        }
        return states;
    }
}
