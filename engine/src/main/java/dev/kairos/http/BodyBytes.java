package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A body that comes in pieces. Grows with what has come in, not with what was announced. */
final class BodyBytes {

    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST = 1024;

    private byte[] bytes = NOTHING;
    private int length;

    void append(ByteBuf piece) {
        int more = piece.readableBytes();
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(FIRST, Math.max(length + more, bytes.length * 2)));
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        bytes = NOTHING;
        length = 0;
    }
}
