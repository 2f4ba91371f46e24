package dev.kairos.touchpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Grows as it is written to, and is used again. One thread. */
public final class BytesOut {

    private static final int LARGEST_KEPT = 1 << 20;

    private byte[] bytes = new byte[1_024];
    private int length;

    /** @param reserved zero bytes to begin with */
    public void clear(int reserved) {
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[1_024];
        }
        length = 0;
        reserve(reserved);
        Arrays.fill(bytes, 0, reserved, (byte) 0);
        length = reserved;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    public void oneByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Not negative. */
    public void count(int value) {
        unsigned(value);
    }

    public void signed(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    private void unsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    public void fixedLong(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Half of a surrogate pair, which has no UTF-8, becomes a question mark. */
    public void text(String text) {
        textFrom(text, 0);
    }

    public void textOrNull(@Nullable String text) {
        if (text == null) {
            unsigned(0);
        } else {
            textFrom(text, 1);
        }
    }

    private void textFrom(String text, int lengthOffset) {
        int chars = text.length();
        reserve(chars + 5);
        int start = length;
        unsigned((long) chars + lengthOffset);
        reserve(chars);
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = start;
                wide(text, lengthOffset);
                return;
            }
            bytes[length++] = (byte) c;
        }
    }

    private void wide(String text, int lengthOffset) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        unsigned((long) utf8.length + lengthOffset);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
