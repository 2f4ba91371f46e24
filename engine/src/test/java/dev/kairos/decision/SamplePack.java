package dev.kairos.decision;

import dev.kairos.arbitration.Gate;
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
import dev.kairos.metrics.Step;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A small pack, and decisions under it. */
final class SamplePack {

    static final List<String> REASONS =
            List.of("TARGETED", "NO_PROPOSAL", "NO_CONSENT", "CAPPED", "HOLDOUT", "SUPPRESSED", "UNKNOWN_PLACEMENT");
    static final int TARGETED = 0;
    static final int NO_PROPOSAL = 1;
    static final int CAPPED = 3;
    static final int UNKNOWN_PLACEMENT = 6;

    static final Schema SCHEMA = new Schema(List.of(
            Attribute.of("segment", Scope.PERSON, AttributeType.KEYWORD),
            Attribute.of("page", Scope.CONTEXT, AttributeType.KEYWORD),
            Attribute.of("basketValue", Scope.CONTEXT, AttributeType.DECIMAL),
            new Attribute("email", Scope.CONTEXT, AttributeType.TEXT, "email", 200, null, null, true)));

    static final NameTables NAMES = names("sample@0a1b2c3d");

    private SamplePack() {}

    static NameTables names(String version) {
        return NameTables.of(
                version,
                SCHEMA,
                catalogue(),
                List.of(
                        new NameTables.Rule("Gold customers", "rules/cards.drl", 3),
                        new NameTables.Rule("Everyone", "rules/all.drl", 12)),
                List.of("gold", "filled a cart, and is at home in the shop"),
                REASONS);
    }

    static ProfileView person() {
        ProfileLayout layout = ProfileLayout.of(SCHEMA);
        ProfileView view = layout.newView(Kind.PERSON);
        view.wrap("c-42", layout.encode(Kind.PERSON, ProfileData.of(Map.of("segment", "gold"))));
        return view;
    }

    /** An id as the decide path makes them: the time, and the rest of a number. */
    static UUID id(long timeMs, long number) {
        return new UUID(timeMs << 16 | 0x7000 | number & 0xFFF, 0x8000_0000_0000_0000L | number);
    }

    /** A decision of a usual size. */
    static DecisionRecordEncoder decision(DecisionRecordEncoder into, UUID id, long timeMs) {
        return into.begin(NAMES, id.getMostSignificantBits(), id.getLeastSignificantBits(), timeMs)
                .flag(DecisionFlag.KNOWN)
                .userId("c-42")
                .anonymousId("a-1")
                .channel("web")
                .locale("de-CH")
                .context(1, "/checkout")
                .context(2, 129.95)
                .context(3, "someone@example.org")
                .ruleFired(0)
                .ruleFired(1)
                .fault(1, "division by zero")
                .proposal(0, 0, -1, TARGETED, -1)
                .factors(0.1, 1, 10, 1.2, 0.1 * 1 * 10 * 1.2)
                .because("gold")
                .proposal(1, 1, 1, CAPPED, 0)
                .gate(Gate.CONTACT_POLICY)
                .placement(0, 0, "frag-gold-upgrade", TARGETED, false)
                .placement(1, -1, "frag-default-side", NO_PROPOSAL, true)
                .unknownPlacement("no.such", UNKNOWN_PLACEMENT)
                .step(Step.PARSE, 1200)
                .step(Step.RULES, 3400);
    }

    private static Catalogue catalogue() {
        return new Catalogue(
                List.of(
                        new Placement("home.hero", 0, "frag-default-hero", Set.of()),
                        new Placement("home.sidebar", 1, "frag-default-side", Set.of())),
                List.of(new Group("cards", 0, "")),
                List.of(new Purpose("marketing", 0, false)),
                List.of(action("gold-upgrade", 0), action("insurance", 1)),
                List.of(new ContactPolicy("two-a-week", 0, Set.of(1), true, Outcome.IMPRESSION, 2, Duration.ofDays(7))),
                List.of(new Holdout("control", 0, "salt", 0.1, Set.of(0))),
                EnumSet.allOf(Factor.class));
    }

    private static Action action(String id, int index) {
        return new Action(
                id,
                index,
                0,
                10,
                0.1,
                0,
                Set.of(),
                null,
                null,
                List.of(new Treatment(Set.of(), Set.of(), Set.of(), Set.of(), "frag-" + id)));
    }
}
