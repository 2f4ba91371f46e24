package dev.kairos.bench;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A call in the form that a protocol gives it, made once and sent any number of times. A connection copies its bytes, so
 * that what changes from sending to sending can be written into it. One thread.
 */
final class Request {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final Call call;
    private final ByteBuffer bytes;
    private final int bodyAt;

    /** @param bytes the whole of it, from 0 to the limit; the call's body comes last in it, in one piece */
    Request(Call call, ByteBuffer bytes) {
        this.call = call;
        this.bytes = bytes;
        this.bodyAt = bytes.limit() - call.body().length;
    }

    CallKind kind() {
        return call.kind();
    }

    /** Read by absolute indices, from 0 to the limit. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** In quotes. */
    byte @Nullable [] userId() {
        return call.userId();
    }

    /** Gives it an id of its own, if it has one. */
    void number(long id) {
        if (call.messageIdAt() != Call.NOWHERE) {
            int at = bodyAt + call.messageIdAt();
            for (int i = Call.MESSAGE_ID_DIGITS - 1; i >= 0; i--) {
                bytes.put(at++, HEX[(int) (id >>> (4 * i)) & 0xf]);
            }
        }
    }

    /** Makes it the outcome of a decision. @param token in quotes, the first {@code length} bytes */
    void about(byte[] userId, byte[] token, int length) {
        pad(bodyAt + call.userIdAt(), userId, userId.length, Call.USER_ID_WIDTH);
        pad(bodyAt + call.tokenAt(), token, length, Call.TOKEN_WIDTH);
    }

    private void pad(int at, byte[] value, int length, int width) {
        bytes.put(at, value, 0, length);
        for (int i = length; i < width; i++) {
            bytes.put(at + i, (byte) ' ');
        }
    }
}
