package dev.kairos.http;

import org.jspecify.annotations.Nullable;

/**
 * One call of OFREP.
 *
 * @param flag the one that is asked for, or null for all
 * @param body holds the whole body, unpacked, in its first {@code length} bytes; another call's as soon as the answer is
 *     made
 * @param startNanos {@link System#nanoTime()} when the body was whole: what a deadline counts from
 * @param gpc whether the call said {@code Sec-GPC: 1}
 * @param ifNoneMatch the entity tags of answers that the caller has, as in the header
 * @param writeKey the key that the call came with, when it is one that may sit in a page
 */
public record Evaluation(
        @Nullable String flag,
        byte[] body,
        int length,
        long startNanos,
        boolean gpc,
        @Nullable String ifNoneMatch,
        @Nullable String writeKey) {}
