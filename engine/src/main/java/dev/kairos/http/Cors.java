package dev.kairos.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may call from a browser: those of the configured origins, and only what a write key may do. No
 * credentials are allowed, since keys are sent in headers. Immutable.
 */
final class Cors {

    private static final String EXPOSED = "\r\naccess-control-expose-headers: ETag, Retry-After, Server-Timing";
    private static final HeaderLines FOR_ALL =
            HeaderLines.of("\r\naccess-control-allow-origin: *" + EXPOSED + "\r\ntiming-allow-origin: *");
    /** Those of our own calls, of Segment's and RudderStack's clients for pages, and of CloudEvents. */
    private static final String ALLOWED = "Authorization, Content-Encoding, Content-Type, If-None-Match, X-API-Key"
            + ", AnonymousId, Rsa-Recovered, Rsa-Retry-Attempt, Rsa-Retry-Reason, Rsa-Since-First-Attempt"
            + ", Rsa-Since-Last-Attempt, SentAt, X-Retry-Count"
            + ", ce-anonymousid, ce-channel, ce-id, ce-source, ce-specversion, ce-subject, ce-time, ce-type, ce-userid";

    private static final HeaderLines VARY = HeaderLines.of("\r\nvary: Origin");

    private final boolean all;
    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = new HashSet<>(origins);
        this.all = this.origins.contains("*");
    }

    /** For an answer to a page of {@code origin}, or to a caller that is no page. */
    HeaderLines lines(Need need, @Nullable String origin) {
        if (!need.isForPages()) {
            return HeaderLines.NONE;
        }
        if (all) {
            return origin == null ? HeaderLines.NONE : FOR_ALL;
        }
        if (!isAllowed(origin)) {
            return VARY;
        }
        return VARY.plus("\r\naccess-control-allow-origin: " + origin + EXPOSED + "\r\ntiming-allow-origin: " + origin);
    }

    /** For the answer to a preflight of {@code method}, which has this need here. */
    HeaderLines preflightLines(Need need, @Nullable String method, @Nullable String origin) {
        HeaderLines lines = lines(need, origin);
        if (!need.isForPages() || !isAllowed(origin)) {
            return lines;
        }
        return lines.plus("\r\naccess-control-allow-methods: " + method
                + "\r\naccess-control-allow-headers: " + ALLOWED
                + "\r\naccess-control-max-age: 7200");
    }

    private boolean isAllowed(@Nullable String origin) {
        return origin != null && (all || origins.contains(origin));
    }
}
