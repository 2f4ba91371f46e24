package dev.kairos.http;

import dev.kairos.decision.Answer;

/**
 * The token that a channel hands back with an outcome. It carries all that counting the outcome needs, so that no log
 * has to be searched: a version, the decision's id, the slot and the action, as base64url. Channels treat it as opaque.
 */
final class SlotToken {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 18;
    private static final int MAX_ACTION_CHARS = 128;

    private final byte[] bytes = new byte[HEADER_BYTES + MAX_ACTION_CHARS];

    /** @param actionId ASCII, as the catalogue's ids are; empty for a fallback */
    void write(Answer answer, int slot, String actionId, JsonBytes into) {
        int at = 0;
        bytes[at++] = VERSION;
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[at] = (byte) (answer.idHigh() >>> shift);
            bytes[at + 8] = (byte) (answer.idLow() >>> shift);
            at++;
        }
        at += 8;
        bytes[at++] = (byte) slot;
        int chars = Math.min(actionId.length(), MAX_ACTION_CHARS);
        for (int i = 0; i < chars; i++) {
            bytes[at++] = (byte) actionId.charAt(i);
        }
        into.base64Url(bytes, at);
    }
}
