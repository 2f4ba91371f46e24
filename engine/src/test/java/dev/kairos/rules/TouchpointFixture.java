package dev.kairos.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small shop to try rules on touchpoints on. */
final class TouchpointFixture {

    static final Schema SCHEMA = new Schema(
            List.of(
                    Attribute.of("segment", Scope.PERSON, AttributeType.KEYWORD),
                    Attribute.of("tags", Scope.PERSON, AttributeType.KEYWORDS),
                    new Attribute("note", Scope.PERSON, AttributeType.TEXT, "note", 10, null, null, false),
                    Attribute.of("vip", Scope.PERSON, AttributeType.BOOLEAN),
                    Attribute.of("orders", Scope.PERSON, AttributeType.INT),
                    Attribute.of("points", Scope.PERSON, AttributeType.LONG),
                    Attribute.of("balance", Scope.PERSON, AttributeType.DECIMAL),
                    Attribute.of("lastOrder", Scope.PERSON, AttributeType.INSTANT),
                    Attribute.of("income", Scope.HOUSEHOLD, AttributeType.DECIMAL),
                    Attribute.of("total", Scope.CONTEXT, AttributeType.DECIMAL),
                    Attribute.of("item", Scope.CONTEXT, AttributeType.KEYWORD)),
            List.of(Counter.of("orders7d", "Order Completed", Duration.ofDays(7))),
            List.of(new Journey(
                    "purchase",
                    List.of(Transition.on("Visit", null, "visit")),
                    List.of(new Stage("visit", List.of(), false), new Stage("bought", List.of(), true)),
                    Reentry.ALWAYS)));

    static final MomentType TYPE = MomentType.of(SCHEMA);

    private TouchpointFixture() {}

    static MomentBase touchpoint(String event, Map<String, ?> attributes) {
        MomentBase moment = TYPE.newMoment();
        moment.begin(RuleFixture.NOW.toEpochMilli(), ZoneId.of("UTC"));
        moment.touchpoint(event, "web", "en");
        attributes.forEach((name, value) -> moment.set(SCHEMA.slot(name), value));
        return moment;
    }

    static RuleBook book(String drl, Trigger... triggers) {
        Mistakes mistakes = new Mistakes();
        RuleBook book =
                RuleBook.compile(RuleFixture.files(drl), TYPE, RuleFixture.CATALOGUE, List.of(triggers), mistakes);
        assertThat(mistakes.sorted()).isEmpty();
        return book;
    }

    static List<Mistake> mistakes(String drl, Trigger... triggers) {
        Mistakes mistakes = new Mistakes();
        RuleBook book =
                RuleBook.compile(RuleFixture.files(drl), TYPE, RuleFixture.CATALOGUE, List.of(triggers), mistakes);
        assertThat(book == null).isEqualTo(!mistakes.isEmpty());
        if (book != null) {
            book.close();
        }
        return mistakes.sorted();
    }

    /** What is set off, in one line each. */
    static final class Told implements Effects {

        final List<String> lines = new ArrayList<>();
        final List<Object> values = new ArrayList<>();

        @Override
        public void trigger(int index) {
            lines.add("trigger " + index);
        }

        @Override
        public void set(String attribute, Object value) {
            lines.add("set " + attribute + "=" + value);
            values.add(value);
        }

        @Override
        public void move(String journey, String stage) {
            lines.add("move " + journey + " to " + stage);
        }

        @Override
        public void act(String system, String action, Map<String, Object> arguments) {
            lines.add("act " + system + "." + action + arguments);
            values.addAll(arguments.values());
        }
    }
}
