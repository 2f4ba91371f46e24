package dev.kairos.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.arbitration.Proposals;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Placement;
import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small pack to try rules on. */
final class RuleFixture {

    static final Instant NOW = Instant.parse("2026-03-31T10:15:30Z");

    static final Schema SCHEMA = new Schema(List.of(
            Attribute.of("segment", Scope.PERSON, AttributeType.KEYWORD),
            Attribute.of("stage", Scope.PERSON, AttributeType.KEYWORD),
            Attribute.of("tags", Scope.PERSON, AttributeType.KEYWORDS),
            Attribute.of("name", Scope.PERSON, AttributeType.TEXT),
            Attribute.of("vip", Scope.PERSON, AttributeType.BOOLEAN),
            Attribute.of("age", Scope.PERSON, AttributeType.INT),
            Attribute.of("visits", Scope.PERSON, AttributeType.LONG),
            Attribute.of("balance", Scope.PERSON, AttributeType.DECIMAL),
            Attribute.of("since", Scope.PERSON, AttributeType.INSTANT),
            Attribute.of("page", Scope.CONTEXT, AttributeType.KEYWORD)));

    static final MomentType TYPE = MomentType.of(SCHEMA);

    static final Catalogue CATALOGUE = new Catalogue(
            List.of(
                    new Placement("home.hero", 0, "fallback-hero", Set.of()),
                    new Placement("home.side", 1, "fallback-side", Set.of())),
            List.of(new Group("cards", 0, ""), new Group("service", 1, "")),
            List.of(),
            List.of(action("gold-upgrade", 0, 0), action("card-offer", 1, 0), action("call-back", 2, 1)),
            List.of(),
            List.of(),
            Set.of());

    private RuleFixture() {}

    private static Action action(String id, int index, int group) {
        return new Action(id, index, group, 1, 0.5, -1, Set.of(), null, null, List.of());
    }

    /** The moment that has these attributes and lacks all others. */
    static MomentBase moment(Map<String, ?> attributes) {
        MomentBase moment = TYPE.newMoment();
        moment.begin(NOW.toEpochMilli(), ZoneId.of("UTC"));
        moment.call("web", "en", List.of("home.hero"));
        attributes.forEach((name, value) -> moment.set(SCHEMA.slot(name), value));
        return moment;
    }

    static Deadline noDeadline() {
        return new Deadline(() -> 0);
    }

    static List<RuleFile> files(String drl) {
        return List.of(new RuleFile("rules/test.drl", drl));
    }

    static RuleBook book(String drl) {
        Mistakes mistakes = new Mistakes();
        RuleBook book = RuleBook.compile(files(drl), TYPE, CATALOGUE, mistakes);
        assertThat(mistakes.sorted()).isEmpty();
        assertThat(book).isNotNull();
        return book;
    }

    static List<Mistake> mistakes(String drl) {
        Mistakes mistakes = new Mistakes();
        RuleBook book = RuleBook.compile(files(drl), TYPE, CATALOGUE, mistakes);
        assertThat(book == null).isEqualTo(!mistakes.isEmpty());
        if (book != null) {
            book.close();
        }
        return mistakes.sorted();
    }

    /** Each condition becomes a rule of that number. */
    static String rulesFor(List<String> conditions) {
        StringBuilder drl = new StringBuilder();
        for (int i = 0; i < conditions.size(); i++) {
            drl.append("rule \"").append(i).append("\" when Moment( ").append(conditions.get(i));
            drl.append(" ) then decision.propose(\"gold-upgrade\"); end\n");
        }
        return drl.toString();
    }

    /** Names of the rules that fire on a moment. */
    static Set<String> firing(RuleBook book, RuleSession session, MomentBase moment) {
        Firing firing = session.fire(moment, new Proposals(CATALOGUE), noDeadline());
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < firing.firedCount(); i++) {
            names.add(book.rules().get(firing.fired(i)).name());
        }
        return names;
    }

    static List<String> proposed(Proposals proposals) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < proposals.size(); i++) {
            ids.add(proposals.get(i).action().id());
        }
        return ids;
    }

    /** A map that may hold nulls, unlike Map.of. */
    static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
