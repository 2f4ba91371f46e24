package dev.kairos.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.catalogue.Factor;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Holdout;
import dev.kairos.catalogue.Outcome;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Purpose;
import dev.kairos.catalogue.Treatment;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArbitratorTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Treatment ANYWHERE = new Treatment(Set.of(), Set.of(), Set.of(), Set.of("any"), "frag-any");
    private static final int FIRST_RULE = 0;
    private static final int SECOND_RULE = 1;

    private final List<Action> actions = new ArrayList<>();
    private final List<ContactPolicy> policies = new ArrayList<>();
    private final List<Holdout> holdouts = new ArrayList<>();
    private EnumSet<Factor> factors = EnumSet.allOf(Factor.class);

    private @Nullable ProfileView person;
    private String channel = "web";
    private String locale = "en";

    @Test
    void theHighestProductOfFactorsWins() {
        action("cheap", 10);
        action("dear", 100);
        Proposals proposals = proposals();
        proposals.propose("cheap", FIRST_RULE).propensity(0.9).context(2).lever(3);
        proposals.propose("dear", SECOND_RULE).propensity(0.5);

        Arbitration result = arbitrate(proposals, "hero");

        assertThat(result.slot(0).winner().action().id()).isEqualTo("cheap");
        assertThat(result.considered(0).score()).isEqualTo(54);
        assertThat(result.considered(1).score()).isEqualTo(50);
        assertThat(result.considered(1).reason()).isEqualTo(Reason.OUTRANKED);
    }

    @Test
    void aFactorThatIsSwitchedOffDoesNotCount() {
        action("cheap", 10);
        action("dear", 100);
        factors = EnumSet.of(Factor.PROPENSITY);
        Proposals proposals = proposals();
        proposals.propose("cheap", FIRST_RULE).propensity(0.6);
        proposals.propose("dear", SECOND_RULE).propensity(0.5).context(9).lever(9);

        assertThat(arbitrate(proposals, "hero").slot(0).winner().action().id()).isEqualTo("cheap");
    }

    @Test
    void aTieGoesToTheActionThatStandsFirstInTheCatalogueWhateverTheOrderOfTheRules() {
        action("first", 10);
        action("second", 10);
        Proposals proposals = proposals();
        proposals.propose("second", FIRST_RULE);
        proposals.propose("first", SECOND_RULE);

        assertThat(arbitrate(proposals, "hero").slot(0).winner().action().id()).isEqualTo("first");
    }

    @Test
    void placementsAreFilledInTheOrderOfTheCallAndNoActionTwice() {
        action("a", 30);
        action("b", 20);
        Proposals proposals = proposals();
        proposals.propose("a", FIRST_RULE);
        proposals.propose("a", SECOND_RULE).lever(0.9);
        proposals.propose("b", SECOND_RULE);

        Arbitration result = arbitrate(proposals, "side", "hero", "banner");

        assertThat(result.slot(0).winner().action().id()).isEqualTo("a");
        assertThat(result.slot(1).winner().action().id()).isEqualTo("b");
        assertThat(result.slot(2).reason()).isEqualTo(Reason.OUTRANKED);
        assertThat(result.slot(2).fragment()).isEqualTo("default-banner");
    }

    @Test
    void aProposalForOnePlacementFillsNoOther() {
        action("a", 30);
        Proposals proposals = proposals();
        proposals.propose("a", FIRST_RULE).on("side");

        Arbitration result = arbitrate(proposals, "hero", "side");

        assertThat(result.slot(0).reason()).isEqualTo(Reason.NO_PROPOSAL);
        assertThat(result.slot(1).reason()).isEqualTo(Reason.TARGETED);
    }

    @Test
    void anUnknownPlacementIsAnsweredAndTheOthersToo() {
        action("a", 30);
        Proposals proposals = proposals();
        proposals.propose("a", FIRST_RULE);

        Arbitration result = arbitrate(proposals, "nowhere", "hero");

        assertThat(result.slot(0).reason()).isEqualTo(Reason.UNKNOWN_PLACEMENT);
        assertThat(result.slot(0).fragment()).isNull();
        assertThat(result.slot(1).reason()).isEqualTo(Reason.TARGETED);
    }

    @Test
    void theTreatmentIsTheOneForPlacementChannelAndTheClosestLocale() {
        action(
                "a",
                1,
                new Treatment(Set.of("hero"), Set.of(), Set.of(), Set.of(), "any"),
                new Treatment(Set.of("hero"), Set.of("web"), Set.of("de"), Set.of(), "de-web"),
                new Treatment(Set.of("hero"), Set.of(), Set.of("de-CH"), Set.of(), "de-ch"),
                new Treatment(Set.of("side"), Set.of("app"), Set.of(), Set.of(), "app-side"));

        assertThat(fragment("web", "de-CH", "hero")).isEqualTo("de-ch");
        assertThat(fragment("web", "DE-at", "hero")).isEqualTo("de-web");
        assertThat(fragment("web", "den", "hero")).isEqualTo("any");
        assertThat(fragment("app", "de", "hero")).isEqualTo("any");
        assertThat(fragment("app", "fr", "side")).isEqualTo("app-side");
        assertThat(fragment("web", "fr", "side")).isEqualTo("default-side");
    }

    @Test
    void anActionWithoutATreatmentForThePlacementSaysSo() {
        action("a", 1, new Treatment(Set.of("side"), Set.of(), Set.of(), Set.of(), "side"));
        Proposals proposals = proposals();
        proposals.propose("a", FIRST_RULE);

        Arbitration result = arbitrate(proposals, "hero");

        assertThat(result.slot(0).reason()).isEqualTo(Reason.NO_TREATMENT);
        assertThat(result.considered(0).reason()).isEqualTo(Reason.NO_TREATMENT);
    }

    @Test
    void gatesAreCheckedInOrderAndTheFirstGivesTheReason() {
        Action gone = new Action("gone", 0, 0, 1, 0.5, 0, Set.of("app"), null, NOW.minusSeconds(1), List.of(ANYWHERE));
        Action elsewhere = new Action("elsewhere", 1, 0, 1, 0.5, 0, Set.of("app"), null, null, List.of(ANYWHERE));
        Action unagreed = new Action("unagreed", 2, 0, 1, 0.5, 0, Set.of(), null, null, List.of(ANYWHERE));
        Action suppressed = new Action("suppressed", 3, 0, 1, 0.5, 1, Set.of(), null, null, List.of(ANYWHERE));
        Action held = new Action("held", 4, 0, 1, 0.5, -1, Set.of(), NOW, null, List.of(ANYWHERE));
        actions.addAll(List.of(gone, elsewhere, unagreed, suppressed, held));
        holdouts.add(new Holdout("all", 0, "s", 1, Set.of(0, 1, 2, 3, 4)));
        Proposals proposals = proposals();
        for (Action action : actions) {
            proposals.propose(action.id(), FIRST_RULE);
        }
        proposals.suppress("suppressed", SECOND_RULE);

        Arbitration result = arbitrate(proposals, "hero");

        assertThat(IntStream.range(0, 5).mapToObj(i -> result.considered(i).gate()))
                .containsExactly(Gate.VALIDITY, Gate.CHANNEL, Gate.CONSENT, Gate.SUPPRESSION, Gate.HOLDOUT);
        assertThat(result.considered(3).culprit()).isEqualTo(SECOND_RULE);
        assertThat(result.slot(0).reason())
                .as("the reason of the best proposal that a gate stopped")
                .isEqualTo(Reason.NOT_VALID);
        assertThat(result.slot(0).fragment()).isEqualTo("default-hero");
    }

    @Test
    void theMostRestrictiveStatementOfConsentHolds() {
        actions.add(new Action("m", 0, 0, 1, 0.5, 0, Set.of(), null, null, List.of(ANYWHERE)));
        Consent granted = new Consent(true, NOW);
        Consent denied = new Consent(false, NOW);

        assertThat(reasonWithConsent(null, null)).isEqualTo(Reason.NO_CONSENT);
        assertThat(reasonWithConsent(granted, null)).isEqualTo(Reason.TARGETED);
        assertThat(reasonWithConsent(denied, null)).isEqualTo(Reason.NO_CONSENT);
        assertThat(reasonWithConsent(null, true)).isEqualTo(Reason.TARGETED);
        assertThat(reasonWithConsent(denied, true)).isEqualTo(Reason.NO_CONSENT);
        assertThat(reasonWithConsent(granted, false)).isEqualTo(Reason.NO_CONSENT);
    }

    @Test
    void aPurposeMayBeGrantedUnlessDenied() {
        actions.add(new Action("s", 0, 0, 1, 0.5, 1, Set.of(), null, null, List.of(ANYWHERE)));
        Proposals proposals = proposals();
        proposals.propose("s", FIRST_RULE);

        assertThat(arbitrate(proposals, "hero").slot(0).reason()).isEqualTo(Reason.TARGETED);
    }

    @Test
    void aContactPolicyOfItsOwnCapsOneActionAndASharedOneAllOfThem() {
        action("a", 3);
        action("b", 2);
        action("c", 1);
        policies.add(new ContactPolicy("each", 0, Set.of(0, 1, 2), true, Outcome.IMPRESSION, 3, Duration.ofDays(7)));
        policies.add(new ContactPolicy("shared", 1, Set.of(0, 1), false, Outcome.CLICK, 2, Duration.ofDays(30)));
        person = view(
                Map.of(),
                contacts(
                        contact("a", Outcome.IMPRESSION, 3, Duration.ofDays(1)),
                        contact("b", Outcome.IMPRESSION, 2, Duration.ofDays(1)),
                        contact("b", Outcome.IMPRESSION, 9, Duration.ofDays(8)),
                        contact("a", Outcome.CLICK, 1, Duration.ofDays(20)),
                        contact("c", Outcome.CLICK, 5, Duration.ofDays(1))));
        Proposals proposals = proposeAll();

        Arbitration first = arbitrate(proposals, "hero");

        assertThat(reasons(first)).containsExactly(Reason.CAPPED, Reason.TARGETED, Reason.OUTRANKED);
        assertThat(first.considered(0).culprit()).isZero();

        person = view(
                Map.of(),
                contacts(
                        contact("a", Outcome.CLICK, 1, Duration.ofDays(20)),
                        contact("b", Outcome.CLICK, 1, Duration.ofDays(2))));

        assertThat(reasons(arbitrate(proposals, "hero")))
                .containsExactly(Reason.CAPPED, Reason.CAPPED, Reason.TARGETED);
    }

    @Test
    void onceTimeIsUpAPlacementWithoutAWinnerSaysDeadline() {
        action("a", 1);
        Proposals proposals = proposals();
        proposals.propose("a", FIRST_RULE);
        Catalogue catalogue = catalogue();
        Arbitration result = new Arbitration(catalogue);

        new Arbitrator(catalogue).arbitrate(occasion(catalogue, "hero", "side"), proposals, true, result);

        assertThat(result.slot(0).reason()).isEqualTo(Reason.TARGETED);
        assertThat(result.slot(1).reason()).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void nothingOfTheCallBeforeIsLeft() {
        action("a", 2);
        action("b", 1);
        policies.add(new ContactPolicy("each", 0, Set.of(0), true, Outcome.CLICK, 1, Duration.ofDays(7)));
        Catalogue catalogue = catalogue();
        Arbitrator arbitrator = new Arbitrator(catalogue);
        Arbitration result = new Arbitration(catalogue);
        Proposals proposals = new Proposals(catalogue);
        proposals.propose("a", FIRST_RULE);
        proposals.propose("b", FIRST_RULE);
        proposals.suppress("b", SECOND_RULE);
        person = view(Map.of(), contacts(contact("a", Outcome.CLICK, 1, Duration.ofDays(1))));
        arbitrator.arbitrate(occasion(catalogue, "hero", "side"), proposals, false, result);
        assertThat(reasons(result)).containsExactly(Reason.CAPPED, Reason.SUPPRESSED);

        person = null;
        proposals.clear();
        proposals.propose("a", FIRST_RULE);
        proposals.propose("b", FIRST_RULE);
        arbitrator.arbitrate(occasion(catalogue, "hero", "side"), proposals, false, result);

        assertThat(reasons(result)).containsExactly(Reason.TARGETED, Reason.TARGETED);
    }

    private Reason reasonWithConsent(@Nullable Consent ofProfile, @Nullable Boolean ofCall) {
        person = ofProfile == null ? null : view(Map.of("marketing", ofProfile), List.of());
        Catalogue catalogue = catalogue();
        Proposals proposals = new Proposals(catalogue);
        proposals.propose("m", FIRST_RULE);
        Occasion occasion = occasion(catalogue, "hero");
        if (ofCall != null) {
            occasion.state(0, Consent.Status.of(ofCall), Occasion.NOW, "");
        }
        Arbitration result = new Arbitration(catalogue);
        new Arbitrator(catalogue).arbitrate(occasion, proposals, false, result);
        return result.slot(0).reason();
    }

    private @Nullable String fragment(String onChannel, String inLocale, String placement) {
        channel = onChannel;
        locale = inLocale;
        Proposals proposals = proposeAll();
        return arbitrate(proposals, placement).slot(0).fragment();
    }

    private static List<Reason> reasons(Arbitration result) {
        return IntStream.range(0, result.consideredCount())
                .mapToObj(i -> result.considered(i).reason())
                .toList();
    }

    private void action(String id, double value, Treatment... treatments) {
        actions.add(new Action(
                id,
                actions.size(),
                0,
                value,
                1,
                -1,
                Set.of(),
                null,
                null,
                treatments.length == 0 ? List.of(ANYWHERE) : List.of(treatments)));
    }

    private Proposals proposals() {
        return new Proposals(catalogue());
    }

    private Proposals proposeAll() {
        Proposals proposals = proposals();
        actions.forEach(action -> proposals.propose(action.id(), FIRST_RULE));
        return proposals;
    }

    @Test
    void anActionThatHasWonCanWinTheNextCallThoughProposalsAreUsedAgain() {
        action("a", 30);
        action("b", 20);
        Catalogue catalogue = catalogue();
        Arbitrator arbitrator = new Arbitrator(catalogue);
        Arbitration result = new Arbitration(catalogue);
        Proposals proposals = new Proposals(catalogue);

        for (String only : List.of("a", "b", "a", "b")) {
            proposals.clear();
            proposals.propose(only, FIRST_RULE);
            arbitrator.arbitrate(occasion(catalogue, "hero"), proposals, false, result);

            assertThat(result.slot(0).winner().action().id()).isEqualTo(only);
        }
    }

    private Arbitration arbitrate(Proposals proposals, String... placements) {
        Catalogue catalogue = catalogue();
        Arbitration result = new Arbitration(catalogue);
        new Arbitrator(catalogue).arbitrate(occasion(catalogue, placements), proposals, false, result);
        return result;
    }

    private Occasion occasion(Catalogue catalogue, String... placements) {
        Occasion occasion = new Occasion(catalogue.purposes().size());
        occasion.when(NOW.toEpochMilli());
        occasion.where(channel, locale);
        occasion.who("c-1", person);
        occasion.placements().addAll(List.of(placements));
        return occasion;
    }

    /** The same parts each time, so that proposals of one fit another. */
    private Catalogue catalogue() {
        if (made == null) {
            made = new Catalogue(
                    List.of(
                            new Placement("hero", 0, "default-hero", Set.of()),
                            new Placement("side", 1, "default-side", Set.of()),
                            new Placement("banner", 2, "default-banner", Set.of())),
                    List.of(new Group("offers", 0, "")),
                    List.of(new Purpose("marketing", 0, false), new Purpose("service", 1, true)),
                    actions,
                    policies,
                    holdouts,
                    factors);
        }
        return made;
    }

    private @Nullable Catalogue made;

    private static ProfileView view(Map<String, Consent> consent, List<Contact> contacts) {
        ProfileLayout layout = ProfileLayout.of(new Schema(List.of()));
        ProfileView view = layout.newView(Kind.PERSON);
        ProfileData data = new ProfileData(Map.of(), null, null, Set.of(), consent, contacts);
        view.wrap("c-1", layout.encode(Kind.PERSON, data));
        return view;
    }

    private static List<Contact> contacts(Contact... all) {
        return List.of(all);
    }

    private static Contact contact(String action, Outcome outcome, int count, Duration ago) {
        return new Contact(action, outcome, NOW.minus(ago), count);
    }
}
