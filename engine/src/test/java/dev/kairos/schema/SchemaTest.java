package dev.kairos.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

    private static final Attribute PAGE = Attribute.of("page", Scope.CONTEXT, AttributeType.KEYWORD);
    private static final Attribute AGE = Attribute.of("age", Scope.PERSON, AttributeType.INT);
    private static final Counter CARTS = Counter.of("cartAdds7d", "Cart Add", Duration.ofDays(7));
    private static final Journey PURCHASE = new Journey(
            "purchase",
            List.of(Transition.on("Visit", null, "visit")),
            List.of(
                    new Stage("visit", List.of(Transition.after(Duration.ofDays(3), null)), false),
                    new Stage("bought", List.of(), true)),
            Reentry.ALWAYS);

    @Test
    void countersAndStagesAreAttributesAfterAllOthers() {
        Schema schema = new Schema(List.of(PAGE, AGE), List.of(CARTS), List.of(PURCHASE));

        assertThat(schema.attributes())
                .extracting(Attribute::name)
                .containsExactly("age", "page", "cartAdds7d", "purchaseStage", "purchaseStageSince");
        assertThat(schema.firstSlot(Scope.COUNTER)).isEqualTo(2);
        assertThat(schema.firstSlot(Scope.JOURNEY)).isEqualTo(3);
        assertThat(schema.attribute("cartAdds7d").type()).isEqualTo(AttributeType.LONG);
        assertThat(schema.attribute("purchaseStageSince").type()).isEqualTo(AttributeType.INSTANT);
        assertThat(schema.journey("purchase").stage("bought").end()).isTrue();
        assertThat(schema.path()).isEqualTo(Path.DEFAULT);
    }

    @Test
    void refusesACounterWithTheNameOfAnAttribute() {
        Counter age = Counter.of("age", "Birthday", Duration.ofDays(1));

        assertThatThrownBy(() -> new Schema(List.of(AGE), List.of(age), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("age");
    }

    @ParameterizedTest
    @CsvSource({
        "COUNT,,LONG",
        "SUM,INT,LONG",
        "SUM,LONG,LONG",
        "SUM,DECIMAL,DECIMAL",
        "DISTINCT,KEYWORD,LONG",
        "LAST,KEYWORD,KEYWORD",
        "LAST,INSTANT,INSTANT"
    })
    void aCounterHasTheTypeOfWhatItMakes(Counter.Kind kind, AttributeType field, AttributeType type) {
        assertThat(kind.typeOver(field)).isEqualTo(type);
    }

    @Test
    void aTriggerKeySaysWhatTheConditionIs() {
        String key = TriggerKey.of("Order", "total > 100");

        assertThat(key).hasSize(8).isEqualTo(TriggerKey.of("Order", " total > 100\n"));
        assertThat(key).isNotEqualTo(TriggerKey.of("Order", "total > 1000"));
        assertThat(key).isNotEqualTo(TriggerKey.of("Order", null));
        assertThat(TriggerKey.of("Order", null)).isNotEqualTo(TriggerKey.of("order", null));
    }

    @Test
    void aTransitionIsOnAnEventOrAfterATime() {
        assertThat(Transition.on("A", null, null).isTimed()).isFalse();
        assertThat(Transition.after(Duration.ofDays(1), "x").isTimed()).isTrue();
        assertThatThrownBy(() -> new Transition("", null, null, null, false, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reentryCountsFromTheEnd() {
        Reentry weekly = Reentry.after(Duration.ofMillis(7));

        assertThat(weekly.allowed(100, 106)).isFalse();
        assertThat(weekly.allowed(100, 107)).isTrue();
        assertThat(Reentry.NEVER.allowed(100, 200)).isFalse();
        assertThat(Reentry.ALWAYS.allowed(100, 100)).isTrue();
    }

    @Test
    void mergeRulesSuitTheTypesTheyCanBeHadOf() {
        assertThat(MergeRule.SUM.suits(AttributeType.DECIMAL)).isTrue();
        assertThat(MergeRule.SUM.suits(AttributeType.INSTANT)).isFalse();
        assertThat(MergeRule.MAX.suits(AttributeType.INSTANT)).isTrue();
        assertThat(MergeRule.UNION.suits(AttributeType.KEYWORDS)).isTrue();
        assertThat(MergeRule.UNION.suits(AttributeType.KEYWORD)).isFalse();
        assertThat(MergeRule.OLDEST.suits(AttributeType.TEXT)).isTrue();
    }
}
