package dev.kairos.touchpoint;

import static dev.kairos.touchpoint.Readings.NOW;
import static dev.kairos.touchpoint.Readings.one;
import static dev.kairos.touchpoint.Readings.rows;
import static dev.kairos.touchpoint.Readings.segment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.profile.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies in the form in which the published clients send them. */
class SegmentClientsTest {

    @Test
    void readsABatchOfTheNodeClient() {
        Reading.Rows rows = rows(segment("""
                {"batch":[{"type":"track","event":"Order Completed","userId":"c-42","anonymousId":"a-1",
                "properties":{"total":129.95,"coupon":null,"products":[{"sku":"x-1","quantity":2}],"tags":["a","b"]},
                "timestamp":"2026-03-08T19:59:50.000Z","messageId":"node-next-1741463990000-5f3a",
                "context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}},"integrations":{},
                "_metadata":{"nodeVersion":"20.11.0","jsRuntime":"node"}}],
                "writeKey":"wk-12345678","sentAt":"2026-03-08T20:00:00.000Z"}"""));

        assertThat(rows.writeKey()).isEqualTo("wk-12345678");
        Touchpoint order = rows.good().get(0);
        assertThat(order.type()).isEqualTo(Touchpoint.Type.TRACK);
        assertThat(order.event()).isEqualTo("Order Completed");
        assertThat(order.who()).isEqualTo(new Who("c-42", "a-1", null, null));
        assertThat(order.messageId()).isEqualTo("node-next-1741463990000-5f3a");
        assertThat(order.when()).isEqualTo(new When(NOW - 10_000, NOW));
        assertThat(order.contents().properties())
                .isEqualTo(properties(
                        "total",
                        129.95,
                        "coupon",
                        null,
                        "products.0.sku",
                        "x-1",
                        "products.0.quantity",
                        2L,
                        "tags",
                        List.of("a", "b"),
                        "context.library.name",
                        "@segment/analytics-node",
                        "context.library.version",
                        "3.1.0"));
        assertThat(order.contents().outcome()).isNull();
    }

    @Test
    void readsABatchOfTheJavaClientWhoseContextIsThatOfTheBatch() {
        Touchpoint page = one(segment("""
                {"batch":[{"type":"page","messageId":"7e1c","timestamp":"2026-03-08T20:00:00.000Z","userId":"c-42",
                "name":"Home","category":"Shop","properties":{"path":"/"},"context":{"locale":"de"}}],
                "sentAt":"2026-03-08T20:00:00.500Z","context":{"library":{"name":"analytics-java","version":"3.5.4"},
                "locale":"en"},"sequence":1,"writeKey":"wk-12345678"}"""));

        assertThat(page.event()).isEqualTo("Page Viewed");
        assertThat(page.when().eventMs()).isEqualTo(NOW - 500);
        assertThat(page.contents().properties())
                .isEqualTo(properties(
                        "path", "/",
                        "name", "Home",
                        "category", "Shop",
                        "context.locale", "de",
                        "context.library.name", "analytics-java",
                        "context.library.version", "3.5.4"));
    }

    @Test
    void readsABatchOfRudderStacksNodeClient() {
        Touchpoint identified = one(segment("""
                {"batch":[{"userId":"c-42","traits":{"plan":"gold","address":{"city":"Bern"}},
                "context":{"traits":{"plan":"gold","address":{"city":"Bern"}},
                "library":{"name":"analytics-node","version":"3.0.13"}},"type":"identify","channel":"server",
                "_metadata":{"nodeVersion":"20.11.0"},"originalTimestamp":"2026-03-08T19:00:00.000Z",
                "messageId":"0a4e","sentAt":"2026-03-08T19:00:01.000Z"}],
                "timestamp":"2026-03-08T19:00:01.001Z","sentAt":"2026-03-08T19:00:01.001Z"}"""));

        assertThat(identified.event()).isEqualTo("Identified");
        assertThat(identified.when().eventMs()).isEqualTo(NOW - 1_000);
        assertThat(identified.contents().channel()).isEqualTo("server");
        assertThat(identified.contents().traits()).isEqualTo(properties("plan", "gold", "address.city", "Bern"));
    }

    @Test
    void readsAnEventOfTheBrowserClient() {
        Delivery toT = new Delivery(NOW, Touchpoint.Type.TRACK, null, false, false, Map.of());

        Touchpoint event = one(segment("""
                {"timestamp":"2026-03-08T19:59:59.000Z","integrations":{},"anonymousId":"a-1","event":"Cart Viewed",
                "type":"track","properties":{},"context":{"page":{"path":"/cart","url":"http://x/cart"},
                "userAgent":"Mozilla/5.0","locale":"en-US","library":{"name":"analytics.js","version":"npm:next-1.84.3"},
                "timezone":"Europe/Zurich"},"messageId":"ajs-next-1773000000000-ab","writeKey":"wk-12345678",
                "userId":null,"sentAt":"2026-03-08T20:00:00.000Z","_metadata":{"bundled":["Segment.io"],"unbundled":[],
                "bundledIds":[]}}""", toT));

        assertThat(event.who()).isEqualTo(Who.anonymous("a-1"));
        assertThat(event.contents().properties().get("context.page.path")).isEqualTo("/cart");
        assertThat(event.when().eventMs()).isEqualTo(NOW - 1_000);
    }

    @Test
    void readsABeaconOfRudderStacksBrowserClient() {
        Touchpoint identified = one(segment("""
                {"batch":[{"userId":"c-42","type":"identify","channel":"web","anonymousId":"a-1",
                "context":{"traits":{"plan":"gold"},"sessionId":1773000000,"consentManagement":{"provider":"oneTrust",
                "allowedConsentIds":["C0001"],"deniedConsentIds":["C0004"]},"page":{"path":"/"}},
                "properties":null,"event":null,"traits":null,"groupId":"","originalTimestamp":"2026-03-08T20:00:00.000Z",
                "integrations":{"All":true},"messageId":"b4f1","sentAt":"2026-03-08T20:00:00.000Z"}],
                "sentAt":"2026-03-08T20:00:00.000Z"}"""));

        assertThat(identified.contents().traits()).isEqualTo(properties("plan", "gold"));
        assertThat(identified.contents().channel()).isEqualTo("web");
        assertThat(identified.contents().consent().categories()).isEqualTo(Map.of("C0001", true, "C0004", false));
        assertThat(identified.contents().properties().get("context.sessionId")).isEqualTo(1_773_000_000L);
    }

    @Test
    void readsGroupsAndAliases() {
        Reading.Rows rows = rows(segment("""
                {"batch":[
                {"type":"group","messageId":"1","userId":"c-42","groupId":"co-7","traits":{"industry":"steel"}},
                {"type":"group","messageId":"2","userId":"c-42","groupId":"h-7","traits":{"groupType":"household"}},
                {"type":"alias","messageId":"3","userId":"c-42","previousId":"a-1"},
                {"type":"screen","messageId":"4","userId":"c-42","name":"Start"}]}"""));

        assertThat(rows.good())
                .extracting(Touchpoint::event)
                .containsExactly("Grouped", "Grouped", "Aliased", "Screen Viewed");
        assertThat(rows.good().get(0).who().group()).isEqualTo(new GroupId(Kind.COMPANY, "co-7"));
        assertThat(rows.good().get(1).who().group()).isEqualTo(new GroupId(Kind.HOUSEHOLD, "h-7"));
        assertThat(rows.good().get(2).who().previousId()).isEqualTo("a-1");
        assertThat(rows.good().get(3).contents().properties()).isEqualTo(properties("name", "Start"));
    }

    static Properties properties(Object... namesAndValues) {
        Map<String, Object> map = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Properties.of(map);
    }
}
