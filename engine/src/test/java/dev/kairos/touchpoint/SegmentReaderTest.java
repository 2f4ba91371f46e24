package dev.kairos.touchpoint;

import static dev.kairos.touchpoint.Readings.NOW;
import static dev.kairos.touchpoint.Readings.bad;
import static dev.kairos.touchpoint.Readings.one;
import static dev.kairos.touchpoint.Readings.refused;
import static dev.kairos.touchpoint.Readings.rows;
import static dev.kairos.touchpoint.Readings.segment;
import static dev.kairos.touchpoint.SegmentClientsTest.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentReaderTest {

    @Test
    void namesTheBadRowsAndKeepsTheGoodOnes() {
        Reading.Rows rows = rows(segment("""
                [{"type":"track","event":"A","userId":"u","messageId":"1"},
                 7,
                 {"type":"track","userId":"u","messageId":"2"},
                 {"type":"track","event":"B","messageId":"3"},
                 {"type":"dance","event":"B","userId":"u","messageId":"4"},
                 {"type":"track","event":"C","userId":"u","messageId":"5"}]"""));

        assertThat(rows.good()).extracting(Touchpoint::event).containsExactly("A", "C");
        assertThat(rows.bad())
                .containsExactly(
                        new BadRow(1, null, "", "is no object"),
                        new BadRow(2, "2", "/event", "a track needs an event"),
                        new BadRow(3, "3", "/userId", "a userId or an anonymousId is required"),
                        new BadRow(
                                4, "4", "/type", "a type is required: track, identify, page, screen, group or alias"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"userId":["u"],"event":"A"}                                | /userId
            {"userId":{},"event":"A"}                                   | /userId
            {"userId":true,"event":"A"}                                 | /userId
            {"userId":"\\ud800","event":"A"}                            | /userId
            {"userId":"u","event":{}}                                   | /event
            {"userId":"u","event":" "}                                  | /event
            {"userId":"u","event":"A","properties":[1]}                 | /properties
            {"userId":"u","event":"A","properties":"x"}                 | /properties
            {"userId":"u","event":"A","context":"x"}                    | /context
            {"userId":"u","event":"A","timestamp":"yesterday"}          | /timestamp
            {"userId":"u","event":"A","timestamp":{}}                   | /timestamp
            {"userId":"u","event":"A","consent":true}                   | /consent
            {"userId":"u","event":"A","consent":{"marketing":"maybe"}}  | /consent/marketing
            {"userId":"u","event":"A","consent":{"marketing":{}}}       | /consent/marketing
            {"userId":"u","event":"Kairos Click"}                       | /properties/token
            {"userId":"u","event":"Kairos Click","properties":{"token":"x"}} | /properties/token
            {"userId":"u","type":"alias","event":"A"}                   | /previousId
            {"userId":"u","type":"group","event":"A"}                   | /groupId
            {"anonymousId":"u","type":"alias","previousId":"v"}         | /userId
            {"userId":"u","event":"A","properties":{"n":1e999}}         | ''
            """)
    void saysWhatIsWrongWithAnEvent(String body, String pointer) {
        Touchpoint.Type type = body.contains("\"type\"") ? null : Touchpoint.Type.TRACK;
        Delivery delivery = new Delivery(NOW, type, null, false, false, Map.of());

        assertThat(bad(segment(body, delivery)).pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "7", "\"x\"", "null", "{", "[", "{\"batch\":[}", "{\"a\":1}}", "[]x", "{\"type\":tru}"})
    void refusesWhatIsNoJsonOfEvents(String body) {
        assertThat(refused(segment(body)).why()).isEqualTo(Reading.Why.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"batch\":{}}", "{\"batch\":null}", "{\"batch\":\"x\"}", "{\"batch\":[],\"context\":7}"})
    void refusesABatchThatIsNone(String body) {
        assertThat(refused(segment(body)).why()).isEqualTo(Reading.Why.NOT_VALID);
    }

    @Test
    void anEmptyBatchIsNoMistake() {
        assertThat(rows(segment("{\"batch\":[]}")).good()).isEmpty();
        assertThat(rows(segment("[]")).bad()).isEmpty();
    }

    @Test
    void takesNumbersForIdsAsOldClientsSendThem() {
        Touchpoint touchpoint = one(segment("{\"type\":\"track\",\"event\":7,\"userId\":42,\"messageId\":1.5}"));

        assertThat(touchpoint.who().userId()).isEqualTo("42");
        assertThat(touchpoint.event()).isEqualTo("7");
        assertThat(touchpoint.messageId()).isEqualTo("1.5");
    }

    @Test
    void theTypeOfTheRouteComesFirst() {
        Delivery track = new Delivery(NOW, Touchpoint.Type.TRACK, null, false, false, Map.of());

        assertThat(one(segment("{\"type\":\"purchase\",\"event\":\"A\",\"userId\":\"u\"}", track))
                        .type())
                .isEqualTo(Touchpoint.Type.TRACK);
    }

    @Test
    void anEmptyIdIsNone() {
        Touchpoint touchpoint =
                one(segment("{\"type\":\"page\",\"userId\":\"\",\"anonymousId\":\"a\",\"messageId\":\"1\"}"));

        assertThat(touchpoint.who()).isEqualTo(Who.anonymous("a"));
    }

    @Test
    void takesTheAnonymousIdOfTheHeaderWhereTheEventHasNone() {
        Delivery delivery = new Delivery(NOW, null, "a-header", false, false, Map.of());

        Reading.Rows rows =
                rows(segment("[{\"type\":\"page\"},{\"type\":\"page\",\"anonymousId\":\"own\"}]", delivery));

        assertThat(rows.good()).extracting(t -> t.who().anonymousId()).containsExactly("a-header", "own");
    }

    @Test
    void ofAKeySaidTwiceTheLastHolds() {
        Touchpoint touchpoint = one(segment("""
                {"type":"track","event":"A","event":"B","userId":"u","userId":"v","messageId":"1",
                "properties":{"x":1,"gone":1},"properties":{"x":2,"x":3,"y":{"z":1},"y.z":2}}"""));

        assertThat(touchpoint.event()).isEqualTo("B");
        assertThat(touchpoint.who().userId()).isEqualTo("v");
        assertThat(touchpoint.contents().properties()).isEqualTo(properties("x", 3L, "y.z", 2L));
    }

    @Test
    void keepsNumbersAsWholeAsTheyAre() {
        Touchpoint touchpoint = one(segment("""
                {"type":"track","event":"A","userId":"u","messageId":"1","properties":{"max":9223372036854775807,
                "more":9223372036854775808,"zero":-0.0,"mixed":[1,"a",null,true,{"b":[]},[2]],"none":[],"empty":{}}}"""));

        assertThat(touchpoint.contents().properties())
                .isEqualTo(properties(
                        "max", Long.MAX_VALUE,
                        "more", 9.223372036854775808E18,
                        "zero", -0.0,
                        "mixed", List.of(1L, "a", true),
                        "mixed.4.b", List.of(),
                        "mixed.5", List.of(2L),
                        "none", List.of()));
    }

    @Test
    void refusesAnEventThatIsTooLargeAndKeepsItsNeighbours() {
        String large = "x".repeat(EventLimits.EVENT_BYTES);

        Reading.Rows rows =
                rows(segment("[" + event("1", "a") + "," + event("2", large) + "," + event("3", "b") + "]"));

        assertThat(rows.good()).extracting(Touchpoint::messageId).containsExactly("1", "3");
        assertThat(rows.bad()).singleElement().satisfies(row -> {
            assertThat(row.index()).isEqualTo(1);
            assertThat(row.reason()).contains("at most 32768 bytes");
        });
    }

    @Test
    void measuresAnEventToTheByte() {
        String frame = event("1", "");
        String exact = event(
                "1",
                "é".repeat((EventLimits.EVENT_BYTES - frame.length()) / 2)
                        + "x".repeat((EventLimits.EVENT_BYTES - frame.length()) % 2));

        assertThat(rows(segment("[" + exact + "]")).good()).hasSize(1);
        assertThat(rows(segment("[ 1, " + exact.replace("é", "éx").substring(0, 100) + "\"}} ]"))
                        .bad())
                .hasSize(1);
        assertThat(rows(segment("[" + exact.replaceFirst("x", "xy") + "]")).bad())
                .hasSize(exact.contains("x") ? 1 : 0);
    }

    @Test
    void refusesABatchThatIsTooLarge() {
        String many = "{},".repeat(EventLimits.BATCH_EVENTS) + "{}";

        assertThat(refused(segment("[" + many + "]")).why()).isEqualTo(Reading.Why.TOO_LARGE);
        assertThat(rows(segment("[" + many.substring(3) + "]")).bad()).hasSize(EventLimits.BATCH_EVENTS);
        assertThat(refused(segment(" ".repeat(EventLimits.BODY_BYTES + 1))).why())
                .isEqualTo(Reading.Why.TOO_LARGE);
    }

    @Test
    void nestingMakesABadRowAndNotABadBatch() {
        String deep = "{\"a\":".repeat(200) + "1" + "}".repeat(200);
        String lists = "[".repeat(200) + "]".repeat(200);

        Reading.Rows rows = rows(segment("[{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"properties\":" + deep
                + "},{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"properties\":{\"x\":" + lists + "}},"
                + event("3", "b") + "]"));

        assertThat(rows.good()).hasSize(1);
        assertThat(rows.bad()).extracting(BadRow::index).containsExactly(0, 1);
    }

    @Test
    void littleTextCannotBecomeMuch() {
        String name = "n".repeat(400);
        StringBuilder members = new StringBuilder("\"" + name + "\":{");
        for (int i = 0; i < 3_000; i++) {
            members.append(i == 0 ? "" : ",").append('"').append(i).append("\":1");
        }

        BadRow row =
                bad(segment("{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"properties\":{" + members + "}}}"));

        assertThat(row.reason()).contains("names");
    }

    @Test
    void halfACharacterDoesNotBreakTheJournal() {
        Touchpoint touchpoint = one(segment("{\"type\":\"track\",\"event\":\"A\\udc00\",\"userId\":\"u\","
                + "\"messageId\":\"1\",\"properties\":{\"x\":\"\\udfff\"}}"));
        byte[] bytes = new TouchpointCodec().encode(touchpoint, 0);

        Touchpoint decoded = new TouchpointCodec().decode(bytes, 0, bytes.length);

        assertThat(decoded.contents().properties())
                .isEqualTo(touchpoint.contents().properties());
    }

    @Test
    void namesWithHalfACharacterKeepTheirOrderInTheJournal() {
        Properties properties = properties("\ud800", 1L, "a", 2L, "~", 3L, "\uffff", 4L, "\ud83d\ude00", 5L);
        Touchpoint touchpoint = new Touchpoint(
                Touchpoint.Type.PAGE, "1", Who.user("u"), "Page Viewed", new When(1, 2), Contents.of(properties));
        byte[] bytes = new TouchpointCodec().encode(touchpoint, 0);

        assertThat(new TouchpointCodec().decode(bytes, 0, bytes.length)).isEqualTo(touchpoint);
    }

    private static String event(String messageId, String text) {
        return "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"messageId\":\"" + messageId
                + "\",\"properties\":{\"text\":\"" + text + "\"}}";
    }
}
