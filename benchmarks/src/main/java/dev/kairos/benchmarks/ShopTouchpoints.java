package dev.kairos.benchmarks;

import dev.kairos.touchpoint.Contents;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.When;
import dev.kairos.touchpoint.Who;
import java.util.Map;
import java.util.SplittableRandom;

/** Touchpoints of a web shop (pack {@code rules/web-shop}), of which three of ten customers are known by name. Seeded. */
final class ShopTouchpoints {

    private static final String[] EVENTS = {
        "home",
        "catalog",
        "product_view",
        "product_view",
        "product_view",
        "search",
        "filter_results",
        "add_to_cart",
        "cart",
        "shipping_details",
        "payment_details",
        "purchase"
    };
    private static final String[] PLATFORMS = {"desktop", "mobile", "tablet"};

    private final SplittableRandom random = new SplittableRandom(7);

    static Who who(int customer) {
        return customer % 10 < 3 ? Who.user("c-" + customer) : Who.anonymous("a-" + customer);
    }

    /** Of any kind, at most two seconds old. */
    Touchpoint any(String message, int customer, long timeMs) {
        return of(message, customer, EVENTS[random.nextInt(EVENTS.length)], timeMs);
    }

    /** At most two seconds old. */
    Touchpoint of(String message, int customer, String event, long timeMs) {
        Properties properties = Properties.of(Map.of(
                "platform",
                PLATFORMS[customer % 3],
                "acquisition_channel",
                "organic",
                "page",
                "/p/" + random.nextInt(10_000),
                "revenue",
                random.nextInt(20_000) / 100.0));
        return new Touchpoint(
                Touchpoint.Type.TRACK,
                message,
                who(customer),
                event,
                new When(timeMs - random.nextInt(2_000), timeMs),
                Contents.of(properties));
    }
}
