package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.journey.Journeys.Before;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.profile.PathItem.Kind;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JourneysTest {

    private static final long T = 1_800_000_000_000L;
    private static final long MIN = 60_000;
    private static final long DAY = 24 * 60 * MIN;

    private static final Journey PURCHASE = new Journey(
            "purchase",
            List.of(Transition.on("view", null, "browsing"), Transition.on("add", null, "cart")),
            List.of(
                    new Stage(
                            "browsing",
                            List.of(Transition.on("add", null, "cart"), Transition.afterSilence(min(30), null)),
                            false),
                    new Stage(
                            "cart",
                            List.of(
                                    Transition.on("buy", null, "bought"),
                                    Transition.on("empty", null, null),
                                    Transition.on("add", null, "cart"),
                                    Transition.afterSilence(min(60), "abandoned")),
                            false),
                    new Stage(
                            "abandoned",
                            List.of(
                                    Transition.on("add", null, "cart"),
                                    Transition.on("buy", null, "recovered"),
                                    Transition.after(Duration.ofDays(7), "lost")),
                            false),
                    new Stage("bought", List.of(), true),
                    new Stage("recovered", List.of(), true),
                    new Stage("lost", List.of(), true)),
            Reentry.after(min(10)));

    private final Journeys journeys = new Journeys(List.of(PURCHASE));

    @Test
    void nobodyIsAnywhereWithoutAPath() {
        assertThat(journeys.evaluate(Map.of(), List.of(), T)).isEqualTo(new Evaluation(Map.of(), 0));
        assertThat(at(T, item(T, "other"))).isNull();
    }

    @Test
    void entersMovesAndEnds() {
        assertThat(at(T, item(T, "view"))).isEqualTo(new JourneyState("browsing", T, T, 1, false));
        assertThat(at(T + MIN, item(T, "view"), item(T + MIN, "add")))
                .isEqualTo(new JourneyState("cart", T + MIN, T, 1, false));
        assertThat(at(T + MIN, item(T, "add"), item(T + MIN, "buy")))
                .isEqualTo(new JourneyState("bought", T + MIN, T, 1, true));
        assertThat(at(T + MIN, item(T, "add"), item(T + MIN, "empty")))
                .isEqualTo(new JourneyState(null, T + MIN, T, 1, true));
    }

    @Test
    void anyStepEndsTheSilenceAndOnlyATimedStageLastsItsTime() {
        PathItem add = item(T, "add");
        PathItem read = item(T + 50 * MIN, "read");

        assertThat(at(T + 60 * MIN - 1, add).stage()).isEqualTo("cart");
        assertThat(at(T + 60 * MIN, add)).isEqualTo(new JourneyState("abandoned", T + 60 * MIN, T, 1, false));
        assertThat(at(T + 100 * MIN, add, read).stage()).isEqualTo("cart");
        assertThat(at(T + 110 * MIN, add, read).sinceMs()).isEqualTo(T + 110 * MIN);

        long abandoned = T + 60 * MIN;
        assertThat(at(abandoned + 7 * DAY, add, item(abandoned + 6 * DAY, "read")))
                .isEqualTo(new JourneyState("lost", abandoned + 7 * DAY, T, 1, true));
    }

    @Test
    void timeGoesFirstWhenItIsUpAtTheSameMillisecond() {
        assertThat(at(T + DAY, item(T, "add"), item(T + 60 * MIN, "buy")).stage())
                .isEqualTo("recovered");
        assertThat(at(T + DAY, item(T, "add"), item(T + 60 * MIN - 1, "buy")).stage())
                .isEqualTo("bought");
    }

    @Test
    void beginsAgainAsTheRuleOfReentryAllows() {
        PathItem[] bought = {item(T, "add"), item(T + MIN, "buy")};

        assertThat(at(T + DAY, bought[0], bought[1], item(T + 11 * MIN - 1, "add"))
                        .stage())
                .isEqualTo("bought");
        assertThat(at(T + 11 * MIN, bought[0], bought[1], item(T + 11 * MIN, "add")))
                .isEqualTo(new JourneyState("cart", T + 11 * MIN, T + 11 * MIN, 2, false));
    }

    @Test
    void aRuleMovesWhomItWants() {
        PathItem move = new PathItem(T + 2 * MIN, Kind.MOVE, "purchase", "cart", null, List.of());

        assertThat(at(T + 2 * MIN, move)).isEqualTo(new JourneyState("cart", T + 2 * MIN, T + 2 * MIN, 1, false));
        assertThat(at(T + 2 * MIN, item(T, "add"), item(T + MIN, "buy"), move).entries())
                .isEqualTo(2);
        assertThat(at(T + 2 * MIN, item(T, "add"), move).sinceMs()).isEqualTo(T);
        assertThat(at(T + 2 * MIN, new PathItem(T, Kind.MOVE, "purchase", "nowhere", null, List.of())))
                .isNull();
        assertThat(at(T + 2 * MIN, new PathItem(T, Kind.MOVE, "purchase", null, null, List.of())))
                .isNull();
    }

    @Test
    void aStageThatThePackNoLongerHasWasLeft() {
        Map<String, JourneyState> base = Map.of(
                "purchase", new JourneyState("wishing", T, T, 3, false),
                "gone", new JourneyState("x", T, T, 1, false));

        assertThat(journeys.evaluate(base, List.of(), T + DAY).states())
                .isEqualTo(Map.of("purchase", new JourneyState(null, T, T, 3, true)));
        assertThat(journeys.evaluate(base, List.of(item(T + DAY, "add")), T + DAY)
                        .states()
                        .get("purchase"))
                .isEqualTo(new JourneyState("cart", T + DAY, T + DAY, 4, false));
    }

    @Test
    void whatHappenedBeforeTheBaseMovesNobody() {
        Map<String, JourneyState> base = Map.of("purchase", new JourneyState("cart", T, T, 1, false));

        Evaluation late = journeys.evaluate(base, List.of(item(T - 1, "buy"), item(T, "read")), T);

        assertThat(late.states()).isEqualTo(base);
    }

    @Test
    void tenYearsOfRoundsCostNoMoreThanOne() {
        Journeys rounds = new Journeys(List.of(new Journey(
                "r",
                List.of(Transition.on("view", null, "a")),
                List.of(
                        new Stage("a", List.of(Transition.after(Duration.ofMillis(1), "b")), false),
                        new Stage("b", List.of(Transition.after(Duration.ofMillis(2), "a")), false)),
                Reentry.NEVER)));

        Evaluation evaluation = rounds.evaluate(Map.of(), List.of(item(T, "view")), T + 3653 * DAY + 2);

        assertThat(evaluation)
                .isEqualTo(new Evaluation(
                        Map.of("r", new JourneyState("b", T + 3653 * DAY + 1, T, 1, false)), T + 3653 * DAY + 3));
    }

    @Test
    void survivesTimesThatCannotBe() {
        for (long time : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            Map<String, JourneyState> base = Map.of("purchase", new JourneyState("cart", time, time, -5, false));

            journeys.evaluate(base, List.of(item(time, "read"), item(Long.MAX_VALUE, "add")), Long.MAX_VALUE);
            journeys.evaluate(base, List.of(), time);
        }
    }

    @Test
    void tellsANewStageFromOneThatWasOnlyDatedAnew() {
        Before browsing = before(item(T + 5 * MIN, "view"));
        assertThat(entered(browsing, T + 6 * MIN, item(T + 5 * MIN, "view"), item(T + 6 * MIN, "add")))
                .containsExactly(new StageEntered("purchase", "cart", T + 6 * MIN));
        // late, and before all else: still the first that we hear of a cart
        assertThat(entered(browsing, T + 6 * MIN, item(T, "add"), item(T + 5 * MIN, "view")))
                .containsExactly(new StageEntered("purchase", "cart", T));

        Before cart = before(item(T + 5 * MIN, "add"));
        assertThat(entered(cart, T + 6 * MIN, item(T, "add"), item(T + 5 * MIN, "add")))
                .isEmpty();
        assertThat(entered(cart, T + 6 * MIN, item(T, "view"), item(T + 5 * MIN, "add")))
                .isEmpty();
        assertThat(entered(cart, T + 6 * MIN, item(T + 5 * MIN, "add"), item(T + 6 * MIN, "add")))
                .isEmpty();
    }

    @Test
    void aTimeoutThatIsTakenBackIsNoNewStageAndTheNextOneIs() {
        PathItem add = item(T, "add");
        PathItem late = item(T + 59 * MIN, "read");
        Evaluation abandoned = journeys.evaluate(Map.of(), List.of(add), T + 60 * MIN);
        Before before = new Before(abandoned.states(), Map.of(), List.of(add), abandoned.dueMs());

        Evaluation takenBack = journeys.evaluate(Map.of(), List.of(add, late), T + 61 * MIN);
        assertThat(takenBack.states().get("purchase").stage()).isEqualTo("cart");
        assertThat(journeys.entered(before, takenBack.states(), T + 61 * MIN)).isEmpty();

        Before cart = new Before(takenBack.states(), Map.of(), List.of(add, late), takenBack.dueMs());
        Evaluation again = journeys.evaluate(Map.of(), List.of(add, late), T + 119 * MIN);
        assertThat(journeys.entered(cart, again.states(), T + 119 * MIN))
                .containsExactly(new StageEntered("purchase", "abandoned", T + 119 * MIN));
        assertThat(new StageEntered("purchase", "abandoned", 0).event()).isEqualTo("purchase:abandoned");
    }

    @Test
    void enteringTheSameStageAgainAfterTheEndIsNew() {
        Journeys once = new Journeys(List.of(new Journey(
                "j",
                List.of(Transition.on("buy", null, "bought")),
                List.of(new Stage("bought", List.of(), true)),
                Reentry.ALWAYS)));
        Before before = before(once, item(T, "buy"));

        Evaluation after = once.evaluate(Map.of(), List.of(item(T, "buy"), item(T + 1, "buy")), T + 1);

        assertThat(once.entered(before, after.states(), T + 1)).containsExactly(new StageEntered("j", "bought", T + 1));
    }

    @Test
    void theNewestItemStays() {
        assertThatThrownBy(() -> journeys.fold(Map.of(), List.of(item(T, "add")), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLaterOfTwoPastsCountsInAnyOrder() {
        JourneyState cart = new JourneyState("cart", T, T, 2, false);
        JourneyState bought = new JourneyState("bought", T + 1, T, 1, true);
        JourneyState left = new JourneyState(null, T + 1, T, 4, true);
        Map<String, JourneyState> a = Map.of("purchase", cart);
        Map<String, JourneyState> b = Map.of("purchase", bought, "service", cart);
        Map<String, JourneyState> c = Map.of("purchase", left);

        Map<String, JourneyState> united = Journeys.unite(Journeys.unite(a, b), c);

        assertThat(united)
                .isEqualTo(Map.of("purchase", new JourneyState("bought", T + 1, T, 7, true), "service", cart));
        assertThat(Journeys.unite(Journeys.unite(c, a), b)).isEqualTo(united);
        assertThat(Journeys.unite(c, Journeys.unite(b, a))).isEqualTo(united);
        assertThat(Journeys.unite(Map.of(), a)).isEqualTo(a);
    }

    private JourneyState at(long now, PathItem... path) {
        return journeys.evaluate(Map.of(), Stream.of(path).sorted().toList(), now)
                .states()
                .get("purchase");
    }

    private Before before(PathItem... path) {
        return before(journeys, path);
    }

    private static Before before(Journeys journeys, PathItem... path) {
        Evaluation evaluation = journeys.evaluate(Map.of(), List.of(path), path[path.length - 1].atMs());
        return new Before(evaluation.states(), Map.of(), List.of(path), evaluation.dueMs());
    }

    private List<StageEntered> entered(Before before, long now, PathItem... path) {
        return journeys.entered(
                before, journeys.evaluate(Map.of(), List.of(path), now).states(), now);
    }

    private static PathItem item(long atMs, String event) {
        return new PathItem(
                atMs,
                Kind.TOUCHPOINT,
                event,
                "web",
                null,
                List.of(Transition.on(event, null, null).trigger()));
    }

    private static Duration min(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
