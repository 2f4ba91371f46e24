package dev.kairos.touchpoint;

import static dev.kairos.touchpoint.Readings.NOW;
import static dev.kairos.touchpoint.Readings.bad;
import static dev.kairos.touchpoint.Readings.one;
import static dev.kairos.touchpoint.Readings.rows;
import static dev.kairos.touchpoint.Readings.segment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, ids, outcomes and consent of events. */
class EventMeaningTest {

    private static final SlotToken TOKEN = new SlotToken(new UUID(1, 2), 3, "gold");

    @ParameterizedTest
    @CsvSource({
        "2026-03-08T20:00:00.000Z, 1773000000000",
        "2026-03-08T20:00:00Z, 1773000000000",
        "2026-03-08T20:00Z, 1773000000000",
        "2026-03-08T21:00:00+01:00, 1773000000000",
        "2026-03-08T21:00:00+0100, 1773000000000",
        "2026-03-08T21:00:00+01, 1773000000000",
        "2026-03-08 20:00:00, 1773000000000",
        "2026-03-08T20:00:00.123456Z, 1773000000123",
        "2026-03-08, 1772928000000",
        "2026-03-31T20:00:00.000Z, 1774987200000",
    })
    void readsTimesAsClientsWriteThem(String text, long millis) {
        assertThat(TimeText.parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "now",
        "2026-02-30T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-03-08T25:00:00.000Z",
        "+1000000000-01-01T00:00:00.000Z",
        "2026-03-08T20:00:00.000X",
        "20260308T200000Z"
    })
    void refusesWhatIsNoTime(String text) {
        assertThat(TimeText.parse(text)).isNull();
    }

    @Test
    void readsNumbersAsSecondsOrMilliseconds() {
        assertThat(TimeText.ofNumber(1_773_000_000)).isEqualTo(NOW);
        assertThat(TimeText.ofNumber(1_773_000_000_000.0)).isEqualTo(NOW);
        assertThat(TimeText.ofNumber(-1)).isNull();
        assertThat(TimeText.ofNumber(Double.NaN)).isNull();
    }

    @Test
    void correctsForAClockThatIsWrong() {
        long day = 86_400_000;

        assertThat(ClockSkew.eventMs(NOW - day - 5_000, NOW - day, NOW, false)).isEqualTo(NOW - 5_000);
        assertThat(ClockSkew.eventMs(NOW + day - 5_000, NOW + day, NOW, false)).isEqualTo(NOW - 5_000);
        assertThat(ClockSkew.eventMs(1_000L, 6_000L, NOW, false)).isEqualTo(NOW - 5_000);
    }

    @Test
    void keepsSkewWithinBounds() {
        long years = 10L * 366 * 86_400_000;

        assertThat(ClockSkew.eventMs(NOW - years, NOW, NOW, false)).isEqualTo(NOW - years);
        assertThat(ClockSkew.eventMs(NOW + 5_000, NOW, NOW, false)).isEqualTo(NOW);
        assertThat(ClockSkew.eventMs(NOW + 5_000, null, NOW, false)).isEqualTo(NOW);
        assertThat(ClockSkew.eventMs(1_000L, null, NOW, false)).isEqualTo(NOW);
    }

    @Test
    void aRetryIsLateAndNotOfASlowClock() {
        assertThat(ClockSkew.eventMs(NOW - 3_605_000, NOW - 3_600_000, NOW, true))
                .isEqualTo(NOW - 3_605_000);
        assertThat(ClockSkew.eventMs(NOW + 3_595_000, NOW + 3_600_000, NOW, true))
                .isEqualTo(NOW - 5_000);
    }

    @Test
    void givesAnIdToWhatHasNone() {
        String withTime = "{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"2026-03-08T20:00:00Z\"}";
        String without = "{\"type\":\"page\",\"userId\":\"u\"}";

        List<Touchpoint> once = rows(segment("[" + withTime + "," + withTime + "," + without + "]"))
                .good();
        List<Touchpoint> again = rows(segment("[" + withTime + "," + withTime + "," + without + "]"))
                .good();

        assertThat(again.get(0).messageId()).isEqualTo(once.get(0).messageId()).startsWith("auto-");
        assertThat(again.get(1).messageId())
                .isEqualTo(once.get(1).messageId())
                .isNotEqualTo(once.get(0).messageId());
        assertThat(again.get(2).messageId()).isNotEqualTo(once.get(2).messageId());
    }

    @ParameterizedTest
    @CsvSource({
        "Kairos Impression, token, , IMPRESSION",
        "kairos click, kairosToken, , CLICK",
        "Kairos Dismissal, token, , DISMISSAL",
        "Anything, token, rejection, REJECTION",
        "Anything, kairosToken, Click, CLICK",
        "Order Completed, kairosToken, , CONVERSION",
    })
    void findsTheOutcomeThatAnEventReports(String event, String tokenName, String said, Outcome outcome) {
        Touchpoint touchpoint = one(segment(track(event, tokenName, TOKEN.toString(), said)));

        assertThat(touchpoint.contents().outcome()).isEqualTo(new OutcomeReport(outcome, TOKEN));
        assertThat(touchpoint.contents().properties().get(tokenName)).isNull();
        assertThat(touchpoint.event()).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({"Order Completed, token, ", "Order Completed, token, paid", "Card Saved, token, success"})
    void leavesTokensOfOthersAlone(String event, String tokenName, String said) {
        Touchpoint touchpoint = one(segment(track(event, tokenName, "tok_123", said)));

        assertThat(touchpoint.contents().outcome()).isNull();
        assertThat(touchpoint.contents().properties().get(tokenName)).isEqualTo("tok_123");
    }

    @Test
    void aBusinessEventCountsThoughItsTokenIsBroken() {
        Touchpoint touchpoint = one(segment(track("Order Completed", "kairosToken", "broken", null)));

        assertThat(touchpoint.contents().outcome()).isNull();
    }

    @Test
    void refusesAnOutcomeThatIsNone() {
        assertThat(bad(segment(track("Kairos Clik", "token", TOKEN.toString(), null)))
                        .pointer())
                .isEqualTo("/properties/outcome");
        assertThat(bad(segment(track("Any", "kairosToken", TOKEN.toString(), "clik")))
                        .reason())
                .contains("impression, click, conversion, dismissal, rejection");
    }

    private static String track(String event, String tokenName, String token, String said) {
        return "{\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\"u\",\"properties\":{\"" + tokenName
                + "\":\"" + token + "\"" + (said == null ? "" : ",\"outcome\":\"" + said + "\"") + "}}";
    }

    @Test
    void keepsWhatIsSaidOfConsentAsItWasSaid() {
        ConsentStatements consent = one(segment("""
                        {"type":"track","event":"A","userId":"u","consent":{"marketing":true,
                        "profiling":{"status":"withdrawn","at":"2026-03-01T00:00:00Z","evidence":"form 7"}},
                        "context":{"consent":{"categoryPreferences":{"Advertising":true,"Analytics":false,"x":"y"},
                        "tcString":"CPXxRfAPXxRfA","gpc":true,"other":[{}]}}}""")).contents().consent();

        long march = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
        assertThat(consent.purposes())
                .containsExactly(
                        new ConsentStatement("marketing", ConsentStatement.Word.GRANTED, NOW, ""),
                        new ConsentStatement("profiling", ConsentStatement.Word.WITHDRAWN, march, "form 7"));
        assertThat(consent.categories()).isEqualTo(Map.of("Advertising", true, "Analytics", false));
        assertThat(consent.tcf()).isEqualTo("CPXxRfAPXxRfA");
        assertThat(consent.gpc()).isTrue();
    }

    @Test
    void theBatchsConsentHoldsForEachOfItsEventsAndADenialWins() {
        List<Touchpoint> both = rows(segment("""
                        {"context":{"consent":{"categoryPreferences":{"Advertising":false}}},"batch":[
                        {"type":"page","userId":"u"},
                        {"type":"page","userId":"u","context":{"consent":{"categoryPreferences":{"Advertising":true}}}}]}""")).good();

        assertThat(both)
                .allSatisfy(
                        touchpoint -> assertThat(touchpoint.contents().consent().categories())
                                .isEqualTo(Map.of("Advertising", false)));
    }

    @Test
    void theBrowsersSignalHoldsForAllThatItSends() {
        Delivery delivery = new Delivery(NOW, Touchpoint.Type.PAGE, null, true, false, Map.of());

        assertThat(one(segment("{\"userId\":\"u\"}", delivery))
                        .contents()
                        .consent()
                        .gpc())
                .isTrue();
    }
}
