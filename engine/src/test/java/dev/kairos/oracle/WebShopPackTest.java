package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.arbitration.Proposals;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Treatment;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileView;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleSession;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The web shop's pack is what its README says. */
class WebShopPackTest {

    static final Path FOLDER = Checkout.root().resolve("rules/web-shop");
    private static final Instant NOW = Instant.parse("2026-11-18T10:00:00Z");

    private static PackResult result;
    private static Pack pack;

    @BeforeAll
    static void load() {
        result = PackLoader.load(FOLDER);
        pack = result.orThrow();
    }

    @AfterAll
    static void close() {
        pack.close();
    }

    @Test
    void loadsWithoutAMistakeOrANote() {
        assertThat(result.notes()).isEmpty();
        assertThat(pack.catalogue().actions()).hasSize(13);
        assertThat(pack.catalogue().placements()).hasSize(6);
        assertThat(pack.schema().journeys()).extracting(Journey::name).containsExactly("purchase", "care");
    }

    @Test
    void everyActionFitsSomewhereAndIsProposedByARule() {
        Set<String> fragments = new TreeSet<>();
        for (Action action : pack.catalogue().actions()) {
            assertThat(pack.catalogue().placements())
                    .as(action.id())
                    .anyMatch(place -> action.treatments().stream().anyMatch(t -> t.fits(place)));
            for (Treatment treatment : action.treatments()) {
                assertThat(fragments.add(treatment.fragment())).isTrue();
            }
        }
    }

    @Test
    void theJourneyIsTheOneOfTheReadme() {
        Journey purchase = pack.schema().journey("purchase");

        assertThat(purchase.stages())
                .extracting(Stage::name)
                .containsExactly(
                        "visit",
                        "catalog",
                        "product",
                        "cart",
                        "checkout",
                        "abandoned",
                        "purchased",
                        "recovered",
                        "lost");
        assertThat(purchase.stage("abandoned").transitions())
                .anyMatch(way -> Duration.ofDays(7).equals(way.after()) && "lost".equals(way.to()));
        for (String left : List.of("cart", "checkout")) {
            assertThat(purchase.stage(left).transitions())
                    .anyMatch(way -> way.silence() && "abandoned".equals(way.to()));
        }
    }

    @Test
    void offersGoByTheStage() {
        assertThat(fired(Map.of("purchaseStage", "abandoned", "purchaseStageSince", NOW.minus(Duration.ofHours(3)))))
                .contains("The cart is waiting", "No voucher before the reminder had its time")
                .doesNotContain("The reminder did not help");
        assertThat(fired(Map.of("purchaseStage", "abandoned", "purchaseStageSince", NOW.minus(Duration.ofHours(50)))))
                .contains("The cart is waiting", "The reminder did not help");
        assertThat(fired(Map.of("careStage", "trouble", "paymentErrors7d", 1L)))
                .contains("Nothing to sell while something is broken", "The payment fails", "Something is broken");
        assertThat(fired(Map.of("purchaseStage", "catalog", "searches7d", 5L, "cartAdds7d", 0L)))
                .contains("Searching without finding", "Looking around");
        assertThat(fired(Map.of("purchaseStage", "catalog", "searches7d", 5L, "cartAdds7d", 1L)))
                .doesNotContain("Searching without finding");
    }

    @Test
    void anAbandonedCartIsAMatterForMail() {
        assertThat(Reactions.to(pack, "purchase:abandoned", Map.of("cartAdds7d", 2L)))
                .containsExactly("act mail recovery {cartAdds=2, template=your-cart-is-waiting}");
        assertThat(Reactions.to(pack, "purchase:recovered", Map.of("recoveries", 2)))
                .containsExactlyInAnyOrder("act mail cancel-recovery {}", "set recoveries 3");
        assertThat(Reactions.to(pack, "purchase:recovered", Map.of())).contains("set recoveries 1");
        assertThat(Reactions.to(pack, "purchase:lost", Map.of("lifecycle", "loyal")))
                .containsExactly("act mail survey {template=what-was-missing}");
        assertThat(Reactions.to(pack, "purchase:lost", Map.of("lifecycle", "new")))
                .isEmpty();
    }

    @Test
    void aVisitTellsWhoItIs() {
        assertThat(Reactions.to(
                        pack,
                        "home",
                        Map.of("lifecycleOfVisit", "new", "cohortOfVisit", "2024-03", "channelOfVisit", "email")))
                .containsExactly("set lifecycle new", "set cohort 2024-03", "set foundUsBy email");
        assertThat(Reactions.to(pack, "home", Map.of())).isEmpty();
        assertThat(Reactions.to(pack, "payment_error", Map.of("paymentErrors7d", 1L, "platform", "mobile")))
                .containsExactlyInAnyOrder(
                        "set lastTrouble 2026-11-18T10:00:00Z",
                        "act help-desk call-back {platform=mobile, reason=payment fails}");
    }

    private static Set<String> fired(Map<String, Object> properties) {
        ProfileLayout layout = ProfileLayout.of(pack.schema());
        ProfileView person = layout.newView(Kind.PERSON);
        person.wrap("u", layout.encode(Kind.PERSON, ProfileData.EMPTY));
        MomentBase moment = pack.momentType().newMoment();
        moment.begin(NOW.toEpochMilli(), pack.timeZone());
        moment.call("web", "en", List.of("home.hero"));
        moment.bind(person, layout.newView(Kind.HOUSEHOLD), layout.newView(Kind.COMPANY));
        properties.forEach((name, value) -> moment.set(pack.schema().slot(name), value));
        Deadline never = new Deadline(() -> 0);
        never.start(0, Long.MAX_VALUE);
        try (RuleSession session = pack.rules().openSession()) {
            Firing firing = session.fire(moment, new Proposals(pack.catalogue()), never);
            assertThat(firing.faultCount()).isZero();
            return IntStream.range(0, firing.firedCount())
                    .mapToObj(n -> pack.rules().rules().get(firing.fired(n)).name())
                    .collect(Collectors.toSet());
        }
    }
}
