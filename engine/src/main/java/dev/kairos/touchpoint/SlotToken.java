package dev.kairos.touchpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The token that a channel hands back with an outcome. It carries all that counting the outcome needs, so that no log
 * has to be searched: a version, the decision's id, the slot and the action, as base64url. Channels treat it as opaque.
 *
 * @param slot of the decision, from 0
 * @param action ASCII, as the catalogue's ids are; empty for a fallback
 */
public record SlotToken(UUID decision, int slot, String action) {

    /** The most that {@link #encode} writes. */
    public static final int MAX_BYTES = 18 + 128;

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 18;
    private static final int MAX_CHARS = (MAX_BYTES + 2) / 3 * 4;

    /** Writes the token's bytes, to be sent as base64url, and returns how many. No garbage: for the decide path. */
    public static int encode(long idHigh, long idLow, int slot, String action, byte[] into) {
        int at = 0;
        into[at++] = VERSION;
        for (int shift = 56; shift >= 0; shift -= 8) {
            into[at] = (byte) (idHigh >>> shift);
            into[at + 8] = (byte) (idLow >>> shift);
            at++;
        }
        at += 8;
        into[at++] = (byte) slot;
        int chars = Math.min(action.length(), MAX_BYTES - HEADER_BYTES);
        for (int i = 0; i < chars; i++) {
            into[at++] = (byte) action.charAt(i);
        }
        return at;
    }

    /** Reads what a channel handed back, or null when it is no token of ours. */
    public static @Nullable SlotToken parse(String text) {
        if (text.length() > MAX_CHARS) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        if (bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES || bytes[0] != VERSION) {
            return null;
        }
        for (int i = HEADER_BYTES; i < bytes.length; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 0x7f) {
                return null;
            }
        }
        String action = new String(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, StandardCharsets.US_ASCII);
        return new SlotToken(new UUID(longAt(bytes, 1), longAt(bytes, 9)), bytes[17] & 0xff, action);
    }

    private static long longAt(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    /** As channels see it. */
    @Override
    public String toString() {
        byte[] bytes = new byte[MAX_BYTES];
        int length = encode(decision.getMostSignificantBits(), decision.getLeastSignificantBits(), slot, action, bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, length));
    }
}
