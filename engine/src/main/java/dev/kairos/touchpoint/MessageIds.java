package dev.kairos.touchpoint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Ids for events that come without one. What says when it happened gets one made of its bytes and its place in the
 * batch, so that it counts once though it is sent again; what does not say so may well have happened twice, and gets one
 * of its own (docs/decisions/0703-message-ids.md).
 */
final class MessageIds {

    private static final String PREFIX = "auto-";

    private MessageIds() {}

    static String ofContent(byte[] bytes, int from, int to, long place) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(place).array());
        digest.update(bytes, from, to - from);
        return PREFIX + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    static String ofNothing() {
        return PREFIX + UUID.randomUUID();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
