package dev.kairos.moment;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MomentTypeTest {

    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

    private final Schema schema = new Schema(List.of(
            Attribute.of("page", Scope.CONTEXT, AttributeType.TEXT),
            Attribute.of("segment", Scope.PERSON, AttributeType.KEYWORD),
            Attribute.of("products", Scope.PERSON, AttributeType.KEYWORDS),
            Attribute.of("balance", Scope.PERSON, AttributeType.DECIMAL),
            Attribute.of("housing", Scope.PERSON, AttributeType.BOOLEAN),
            Attribute.of("children", Scope.HOUSEHOLD, AttributeType.INT)));
    private final MomentType type = MomentType.of(schema);

    @Test
    void hasAGetterOfTheRightTypePerAttribute() throws Exception {
        for (Attribute attribute : schema.attributes()) {
            String name = attribute.name();
            String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);

            assertThat(type.type().getMethod(getter).getReturnType())
                    .isEqualTo(attribute.type().javaType());
        }
        assertThat(type.type().getSimpleName()).isEqualTo("Moment");
    }

    @Test
    void aGetterReturnsWhatWasSetAndNullForWhatWasNot() throws Exception {
        MomentBase moment = type.newMoment();
        moment.begin(0, LISBON);
        moment.set(schema.slot("balance"), 12.5);
        moment.set(schema.slot("products"), Set.of("card"));

        assertThat(read(moment, "getBalance")).isEqualTo(12.5);
        assertThat(read(moment, "getProducts")).isEqualTo(Set.of("card"));
        assertThat(read(moment, "getHousing")).isNull();
    }

    @Test
    void nothingIsLeftOfTheCallBefore() throws Exception {
        MomentBase moment = type.newMoment();
        moment.begin(0, LISBON);
        moment.set(schema.slot("balance"), 12.5);

        moment.begin(1, LISBON);

        assertThat(read(moment, "getBalance")).isNull();
        assertThat(moment.getNow()).isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void localTimeFollowsThePacksZoneOverAChangeOfTheClocks() {
        MomentBase moment = type.newMoment();

        moment.begin(Instant.parse("2026-03-29T00:59:00Z").toEpochMilli(), LISBON);
        assertThat(moment.getHour()).isZero();
        assertThat(moment.getDayOfWeek()).isEqualTo("sunday");

        moment.begin(Instant.parse("2026-03-29T01:00:00Z").toEpochMilli(), LISBON);
        assertThat(moment.getHour()).isEqualTo(2);

        moment.begin(Instant.parse("2026-03-29T01:00:00Z").toEpochMilli(), ZoneId.of("Asia/Kathmandu"));
        assertThat(moment.getHour()).isEqualTo(6);
    }

    @Test
    void timeSpansCountWholeUnitsAndPassMissingOn() {
        MomentBase moment = type.newMoment();
        moment.begin(Instant.parse("2026-03-10T12:00:00Z").toEpochMilli(), LISBON);

        assertThat(moment.daysSince(Instant.parse("2026-03-09T12:00:01Z"))).isZero();
        assertThat(moment.daysSince(Instant.parse("2026-03-09T12:00:00Z"))).isEqualTo(1);
        assertThat(moment.hoursSince(Instant.parse("2026-03-10T13:00:00Z"))).isEqualTo(-1);
        assertThat(moment.daysUntil(Instant.parse("2026-03-12T12:00:00Z"))).isEqualTo(2);
        assertThat(moment.daysSince(null)).isNull();
    }

    @Test
    void listsEveryPropertyThatRulesCanUse() {
        assertThat(type.properties())
                .containsEntry("segment", String.class)
                .containsEntry("now", Instant.class)
                .containsKeys("channel", "locale", "placements", "known", "hour", "dayOfWeek", "event")
                .hasSize(14);
    }

    @Test
    void ofAStrangerNothingIsCountedAndNoStageIsKnown() throws Exception {
        Schema counting = new Schema(
                List.of(),
                List.of(Counter.of("visits7d", "Visit", Duration.ofDays(7)), last("lastPage")),
                List.of(new Journey(
                        "purchase",
                        List.of(Transition.on("Visit", null, "visit")),
                        List.of(new Stage("visit", List.of(), true)),
                        Reentry.NEVER)));
        MomentBase moment = MomentType.of(counting).newMoment();

        moment.begin(0, LISBON);

        assertThat(read(moment, "getVisits7d")).isEqualTo(0L);
        assertThat(read(moment, "getLastPage")).isNull();
        assertThat(read(moment, "getPurchaseStage")).isNull();
        assertThat(read(moment, "getPurchaseStageSince")).isNull();
    }

    private static Counter last(String name) {
        return new Counter(name, "Visit", null, Counter.Kind.LAST, "page", Duration.ofDays(1), AttributeType.KEYWORD);
    }

    @Test
    void aTouchpointHasAnEventAndACallHasNone() {
        MomentBase moment = type.newMoment();
        moment.begin(0, LISBON);
        moment.touchpoint("Order Completed", "web", "de");
        assertThat(moment.getEvent()).isEqualTo("Order Completed");
        assertThat(moment.getChannel()).isEqualTo("web");
        assertThat(moment.getPlacements()).isEmpty();

        moment.begin(1, LISBON);
        moment.call("app", "en", List.of("home.hero"));
        assertThat(moment.getEvent()).isNull();
    }

    private static Object read(MomentBase moment, String getter) throws Exception {
        return moment.getClass().getMethod(getter).invoke(moment);
    }
}
