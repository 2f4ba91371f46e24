package dev.kairos.bench;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A request under way on a connection of HTTP/2, and what has come of its answer; used again for another. One thread. */
final class Http2Stream {

    private static final int FIRST_BYTES = 4 * 1024;

    /** 0 when there is none under way. */
    int id;

    @Nullable
    Request request;

    long dueNanos;
    int status;
    private ByteBuffer pieces = ByteBuffer.allocate(0);

    void begin(int newId, Request newRequest, long newDueNanos) {
        id = newId;
        request = newRequest;
        dueNanos = newDueNanos;
        status = 0;
        pieces.clear();
    }

    boolean hasPieces() {
        return pieces.position() > 0;
    }

    /** Keeps a piece of the body that is not the last. */
    void keep(ByteBuffer from, int at, int length) {
        if (pieces.remaining() < length) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(FIRST_BYTES, 2 * (pieces.position() + length)));
            pieces.flip();
            pieces = larger.put(pieces);
        }
        pieces.put(pieces.position(), from, at, length);
        pieces.position(pieces.position() + length);
    }

    /** Those kept, from 0 to the position. */
    ByteBuffer pieces() {
        return pieces;
    }
}
