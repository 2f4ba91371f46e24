package dev.kairos.touchpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a delivery besides its body.
 *
 * @param receivedMs when it arrived, milliseconds since 1970
 * @param type of its one event, when the route says it; null when each event says its own
 * @param anonymousId of events that name none themselves, from the {@code AnonymousId} header
 * @param gpc whether the browser that sent it signals Global Privacy Control
 * @param retried whether the sender says that it tries again
 * @param headers those that a format keeps parts of events in, by lower-case name; else none
 */
public record Delivery(
        long receivedMs,
        Touchpoint.@Nullable Type type,
        @Nullable String anonymousId,
        boolean gpc,
        boolean retried,
        Map<String, String> headers) {

    public static Delivery at(long receivedMs) {
        return new Delivery(receivedMs, null, null, false, false, Map.of());
    }
}
