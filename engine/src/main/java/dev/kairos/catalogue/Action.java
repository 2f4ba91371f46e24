package dev.kairos.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something worth doing for a customer: an offer, a service message, a task.
 *
 * @param index its place in {@link Catalogue#actions()}, which also breaks ties in arbitration
 * @param group index in {@link Catalogue#groups()}
 * @param value what a success is worth, in the pack's own unit; at least 0
 * @param propensity how likely a success is unless a rule knows better, 0 to 1
 * @param purpose index in {@link Catalogue#purposes()} of the consent it needs, or -1 for none
 * @param channels the only channels it may be shown on; empty means all
 * @param from first instant at which it is valid, if limited
 * @param until first instant at which it is no longer valid, if limited
 */
public record Action(
        String id,
        int index,
        int group,
        double value,
        double propensity,
        int purpose,
        Set<String> channels,
        @Nullable Instant from,
        @Nullable Instant until,
        List<Treatment> treatments) {

    public boolean isValidAt(long epochMs) {
        return (from == null || epochMs >= from.toEpochMilli()) && (until == null || epochMs < until.toEpochMilli());
    }

    public boolean isFor(String channel) {
        return channels.isEmpty() || channels.contains(channel);
    }
}
