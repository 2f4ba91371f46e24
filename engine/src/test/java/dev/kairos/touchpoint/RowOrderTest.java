package dev.kairos.touchpoint;

import static dev.kairos.touchpoint.Readings.NOW;
import static dev.kairos.touchpoint.Readings.cloudEvents;
import static dev.kairos.touchpoint.Readings.rows;
import static dev.kairos.touchpoint.Readings.segment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    @Test
    void rowsWithoutTimesHappenInTheirOrderAndTheLastWhenItArrives() {
        assertThat(beforeArrival(segment("""
                        {"batch":[
                         {"type":"track","event":"Product Added","userId":"u","messageId":"1"},
                         {"type":"track","event":"Checkout Started","userId":"u","messageId":"2"},
                         {"type":"track","event":"Order Completed","userId":"u","messageId":"3"}]}"""))).containsExactly(2L, 1L, 0L);
    }

    @Test
    void idsInCommonMakeOneCustomerOfRows() {
        assertThat(beforeArrival(segment("""
                        [{"type":"track","event":"A","anonymousId":"a"},
                         {"type":"alias","userId":"u","previousId":"a"},
                         {"type":"track","event":"B","userId":"u"}]"""))).containsExactly(2L, 1L, 0L);
    }

    @Test
    void othersDoNotMoveACustomersRows() {
        assertThat(beforeArrival(segment("""
                        [{"type":"track","event":"A","userId":"u"},
                         {"type":"track","event":"A","userId":"v"},
                         {"type":"track","event":"B","userId":"v"},
                         {"type":"track","event":"A","userId":"w"}]"""))).containsExactly(0L, 1L, 0L, 0L);
    }

    @Test
    void rowsThatSayWhenKeepTheirTimes() {
        assertThat(beforeArrival(segment("""
                        [{"type":"track","event":"A","userId":"u"},
                         {"type":"track","event":"B","userId":"u","timestamp":%d},
                         {"type":"track","event":"C","userId":"u"}]""".formatted(NOW - 60_000)))).containsExactly(1L, 60_000L, 0L);
    }

    @Test
    void rowsOfABrowserThatIsNamedInTheHeaderAreOfOneCustomer() {
        Delivery delivery = new Delivery(NOW, null, "a", false, false, Map.of());

        assertThat(beforeArrival(segment("""
                        [{"type":"page"}, {"type":"page"}, {"type":"page","anonymousId":"b"}]""", delivery))).containsExactly(1L, 0L, 0L);
    }

    @Test
    void consentIsOfTheTimeThatItsRowGets() {
        List<Touchpoint> rows = rows(segment("""
                        [{"type":"track","event":"Refused","userId":"u","consent":{"marketing":false}},
                         {"type":"track","event":"Agreed","userId":"u","consent":{"marketing":true}}]""")).good();

        assertThat(rows)
                .extracting(row -> row.contents().consent().purposes().get(0).atMs())
                .containsExactly(NOW - 1, NOW);
    }

    @Test
    void cloudEventsWithoutTimesHappenInTheirOrder() {
        Map<String, String> batch = Map.of("content-type", "application/cloudevents-batch+json");

        assertThat(beforeArrival(cloudEvents(batch, """
                        [{"specversion":"1.0","id":"1","source":"/s","type":"a","subject":"u"},
                         {"specversion":"1.0","id":"2","source":"/s","type":"b","subject":"u","time":"2026-03-08T19:59:00Z"},
                         {"specversion":"1.0","id":"3","source":"/s","type":"c","subject":"u"}]"""))).containsExactly(1L, 60_000L, 0L);
    }

    @Test
    void aFullBatchOfOneCustomerReachesBackNoMoreThanItHasRows() {
        String row = "{\"type\":\"page\",\"userId\":\"u\"}";
        String body = "[" + (row + ",").repeat(EventLimits.BATCH_EVENTS - 1) + row + "]";

        assertThat(beforeArrival(segment(body)))
                .isEqualTo(IntStream.range(0, EventLimits.BATCH_EVENTS)
                        .mapToObj(i -> (long) EventLimits.BATCH_EVENTS - 1 - i)
                        .toList());
    }

    private static List<Long> beforeArrival(Reading reading) {
        return rows(reading).good().stream()
                .map(row -> NOW - row.when().eventMs())
                .toList();
    }
}
