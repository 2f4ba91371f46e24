package dev.kairos.decision;

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
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
                REASONS);
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
