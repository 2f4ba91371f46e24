package dev.kairos.touchpoint;

import static dev.kairos.touchpoint.Readings.NOW;
import static dev.kairos.touchpoint.Readings.bad;
import static dev.kairos.touchpoint.Readings.cloudEvents;
import static dev.kairos.touchpoint.Readings.one;
import static dev.kairos.touchpoint.Readings.refused;
import static dev.kairos.touchpoint.Readings.rows;
import static dev.kairos.touchpoint.SegmentClientsTest.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.profile.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventReaderTest {

    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=utf-8");
    private static final Map<String, String> BATCH = Map.of("content-type", "application/cloudevents-batch+json");

    @Test
    void readsABinaryEventAsTheJsSdkSendsIt() {
        Touchpoint touchpoint = one(cloudEvents(
                Map.of(
                        "content-type", "application/json; charset=utf-8",
                        "ce-id", "b25e-1",
                        "ce-time", "2026-03-08T19:59:00.000Z",
                        "ce-type", "com.example.parking.opened",
                        "ce-source", "/parking%20lot/%E2%82%AC",
                        "ce-specversion", "1.0",
                        "ce-subject", "c-42",
                        "ce-region", "north"),
                "{\"spot\":{\"number\":7}}"));

        assertThat(touchpoint.type()).isEqualTo(Touchpoint.Type.TRACK);
        assertThat(touchpoint.event()).isEqualTo("com.example.parking.opened");
        assertThat(touchpoint.messageId()).isEqualTo("/parking lot/€ b25e-1");
        assertThat(touchpoint.who()).isEqualTo(Who.user("c-42"));
        assertThat(touchpoint.when()).isEqualTo(new When(NOW - 60_000, NOW));
        assertThat(touchpoint.contents().properties())
                .isEqualTo(
                        properties("spot.number", 7L, "context.source", "/parking lot/€", "context.region", "north"));
    }

    @Test
    void readsAStructuredEvent() {
        Touchpoint touchpoint = one(cloudEvents(STRUCTURED, """
                {"specversion":"1.0","data":{"cart":3,"list":[1]},"id":"1","source":"/s","type":"cart.filled",
                "anonymousid":"a-1","userid":"c-42","subject":"basket-9","channel":"kiosk","datacontenttype":"application/json",
                "traceparent":"00-1-1-00","partitionkey":"x","sequence":5}"""));

        assertThat(touchpoint.who()).isEqualTo(new Who("c-42", "a-1", null, null));
        assertThat(touchpoint.contents().channel()).isEqualTo("kiosk");
        assertThat(touchpoint.when().eventMs()).isEqualTo(NOW);
        assertThat(touchpoint.contents().properties())
                .isEqualTo(
                        properties("cart", 3L, "list", List.of(1L), "context.source", "/s", "context.sequence", "5"));
    }

    @Test
    void readsABatchAndNamesTheBadRows() {
        Reading.Rows rows = rows(cloudEvents(BATCH, """
                [{"specversion":"1.0","id":"1","source":"/s","type":"a","subject":"u","data":"text, {not an object}"},
                 {"specversion":"1.0","id":"2","source":"/s","type":"a"},
                 7,
                 {"specversion":"0.3","id":"3","source":"/s","type":"a","subject":"u"},
                 {"specversion":"1.0","id":"4","type":"a","subject":"u"},
                 {"specversion":"1.0","id":"5","source":"/s","type":"a","subject":"u","data_base64":"e30K"},
                 {"specversion":"1.0","id":"6","source":"/s","type":"a","subject":"u","data_base64":"?"},
                 {"specversion":"1.0","id":"7","source":"/s","type":"a","subject":"u","time":"noon"},
                 {"specversion":"1.0","id":"8","source":"/s","type":"a","subject":"u","data_base64":"e3s="},
                 {"specversion":"1.0","id":"9","source":"/s","type":"a","subject":"u","data":null}]"""));

        assertThat(rows.good()).extracting(Touchpoint::messageId).containsExactly("/s 1", "/s 5", "/s 9");
        assertThat(rows.good().get(0).contents().properties().get("data")).isEqualTo("text, {not an object}");
        assertThat(rows.good().get(2).contents().properties().size()).isEqualTo(1);
        assertThat(rows.bad()).extracting(BadRow::index).containsExactly(1, 2, 3, 4, 6, 7, 8);
        assertThat(rows.bad().get(0))
                .isEqualTo(new BadRow(1, "/s 2", "/userId", "a userId or an anonymousId is required"));
    }

    @Test
    void readsTheDataOfACallLikeTheBodyOfThatCall() {
        Touchpoint identified = one(cloudEvents(STRUCTURED, """
                {"specversion":"1.0","id":"1","source":"/crm","type":"identify","subject":"c-42",
                "data":{"traits":{"plan":"gold"},"consent":{"marketing":true},"messageId":"not this","type":"page"}}"""));
        Touchpoint grouped = one(cloudEvents(STRUCTURED, """
                {"specversion":"1.0","id":"1","source":"/crm","type":"group",
                "data":{"userId":"c-42","groupId":"h-7","groupType":"household"}}"""));

        assertThat(identified.type()).isEqualTo(Touchpoint.Type.IDENTIFY);
        assertThat(identified.messageId()).isEqualTo("/crm 1");
        assertThat(identified.contents().traits()).isEqualTo(properties("plan", "gold"));
        assertThat(identified.contents().consent().purposes()).hasSize(1);
        assertThat(grouped.who()).isEqualTo(new Who("c-42", null, null, new GroupId(Kind.HOUSEHOLD, "h-7")));
    }

    @Test
    void takesATimeAsItIsUnlessTheDataSayWhenTheyWereSent() {
        String event = """
                {"specversion":"1.0","id":"1","source":"/s","type":"track","subject":"c-42","time":"2026-03-08T10:00:00Z",
                "data":{"event":"A"%s}}""";

        long asItIs = one(cloudEvents(STRUCTURED, event.formatted(""))).when().eventMs();
        long corrected = one(cloudEvents(STRUCTURED, event.formatted(",\"sentAt\":\"2026-03-08T10:00:05Z\"")))
                .when()
                .eventMs();

        assertThat(asItIs).isEqualTo(Instant.parse("2026-03-08T10:00:00Z").toEpochMilli());
        assertThat(corrected).isEqualTo(NOW - 5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "application/cloudevents+avro",
        "application/cloudevents+xml",
        "application/cloudevents-batch+protobuf",
        "application/cloudeventsx"
    })
    void refusesOtherFormats(String type) {
        assertThat(refused(cloudEvents(Map.of("content-type", type), "{}")).why())
                .isEqualTo(Reading.Why.FORMAT);
    }

    @Test
    void refusesDataThatIsNoJson() {
        Map<String, String> headers = new HashMap<>(
                Map.of("ce-id", "1", "ce-type", "t", "ce-source", "/s", "ce-specversion", "1.0", "ce-subject", "u"));

        assertThat(one(cloudEvents(headers, "")).event()).isEqualTo("t");
        assertThat(bad(cloudEvents(headers, "{")).pointer()).isEqualTo("/data");
        assertThat(bad(cloudEvents(headers, "{} {}")).pointer()).isEqualTo("/data");
        headers.put("content-type", "text/plain");
        assertThat(refused(cloudEvents(headers, "x")).why()).isEqualTo(Reading.Why.FORMAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{}{}", "{}]"})
    void refusesAStructuredEventThatIsNone(String body) {
        assertThat(refused(cloudEvents(STRUCTURED, body)).why()).isEqualTo(Reading.Why.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "7", "[", "[]]"})
    void refusesABatchThatIsNone(String body) {
        assertThat(refused(cloudEvents(BATCH, body)).why()).isEqualTo(Reading.Why.UNREADABLE);
    }

    @Test
    void boundsTheIdAndKeepsItTheSame() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/" + "s".repeat(500)
                + "\",\"type\":\"a\",\"subject\":\"u\"}";

        String id = one(cloudEvents(STRUCTURED, event)).messageId();

        assertThat(id)
                .startsWith("auto-")
                .isEqualTo(one(cloudEvents(STRUCTURED, event)).messageId());
    }

    @Test
    void knowsACloudEventByItsHeaders() {
        assertThat(CloudEventReader.isMeant(STRUCTURED)).isTrue();
        assertThat(CloudEventReader.isMeant(Map.of("ce-type", "t"))).isTrue();
        assertThat(CloudEventReader.isMeant(Map.of("content-type", "application/json")))
                .isFalse();
    }
}
