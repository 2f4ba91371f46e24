package dev.kairos.client;

import java.nio.charset.StandardCharsets;

/** An accepted touchpoint, written; with the time it was accepted. */
record Queued(String messageId, byte[] json, long atNanos) {

    Undelivered undelivered(Undelivered.Reason reason, String detail) {
        return new Undelivered(messageId, new String(json, StandardCharsets.UTF_8), reason, detail);
    }
}
