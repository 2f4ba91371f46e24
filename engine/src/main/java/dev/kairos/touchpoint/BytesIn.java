package dev.kairos.touchpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link BytesOut} wrote, and trusts none of it: every length is held against what is left, so that hostile
 * bytes cost no more memory than they have. Each method throws {@link UnreadableTouchpointException}.
 */
public final class BytesIn {

    private final byte[] bytes;
    private final int end;
    private final NameCache names;
    private int at;

    public BytesIn(byte[] bytes, int offset, int length, NameCache names) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
        this.names = names;
    }

    public int oneByte() {
        if (at >= end) {
            throw tooShort();
        }
        return bytes[at++] & 0xff;
    }

    public <T> T oneOf(T[] values) {
        int ordinal = oneByte();
        if (ordinal >= values.length) {
            throw new UnreadableTouchpointException("an unknown kind");
        }
        return values[ordinal];
    }

    /** Of things that take at least a byte each. */
    public int count() {
        long count = unsigned();
        if (count < 0 || count > end - at) {
            throw tooShort();
        }
        return (int) count;
    }

    public long signed() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = oneByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new UnreadableTouchpointException("a number that is too long");
    }

    public long fixedLong() {
        if (end - at < 8) {
            throw tooShort();
        }
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    public String text() {
        return text(count());
    }

    public @Nullable String textOrNull() {
        long length = unsigned() - 1;
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > end - at) {
            throw tooShort();
        }
        return text((int) length);
    }

    /** Text that is seen again and again, as names are. */
    public String name() {
        int length = count();
        int start = at;
        String known = names.find(bytes, start, length);
        if (known != null) {
            at += length;
            return known;
        }
        String text = text(length);
        names.keep(text, bytes, start, length);
        return text;
    }

    private String text(int length) {
        int start = at;
        at += length;
        int all = 0;
        for (int i = start; i < at; i++) {
            all |= bytes[i];
        }
        // ASCII, which nearly all is, needs no decoder.
        return all >= 0 ? new String(bytes, start, length, StandardCharsets.ISO_8859_1) : wide(start, length);
    }

    private String wide(int start, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableTouchpointException("text that is not UTF-8");
        }
    }

    public void mustBeAtEnd() {
        if (at != end) {
            throw new UnreadableTouchpointException("more bytes than a touchpoint");
        }
    }

    private static UnreadableTouchpointException tooShort() {
        return new UnreadableTouchpointException("fewer bytes than a touchpoint");
    }
}
