package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The head of the call that a connection served last, and by which rules it was let in. One connection. */
final class HeadMemory {

    /** A connection whose heads differ from call to call stops learning them. */
    private static final int MOST_IN_VAIN = 8;

    private @Nullable KnownHead head;
    private @Nullable Admission admission;
    /** How many heads were learnt in a row and never seen again. */
    private int learntInVain;

    boolean isFilled() {
        return head != null;
    }

    void forget() {
        head = null;
    }

    /** @return the head, when it leads what is here and another look at it would lead to the same */
    @Nullable
    KnownHead leading(byte[] bytes, int from, int to, Admission now) {
        if (head == null || admission != now || !head.leads(bytes, from, to)) {
            return null;
        }
        learntInVain = 0;
        return head;
    }

    void learn(ByteBuf in, int from, int length, Admission by) {
        if (length <= KnownHead.LONGEST && learntInVain < MOST_IN_VAIN) {
            learntInVain++;
            byte[] bytes = new byte[length];
            in.getBytes(from, bytes);
            head = KnownHead.of(bytes);
            admission = by;
        }
    }
}
