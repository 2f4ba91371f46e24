package dev.kairos.decision;

import java.nio.ByteBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The way from one event loop to the log's thread: a bounded ring, and an account of what it could not take. The
 * encoder keeps its own array and the record is copied in, since Agrona's ring wants a record's length before it is
 * known; the copy of 600 bytes takes some 30 ns.
 */
final class LogRing {

    private static final int RECORD = 1;

    private final OneToOneRingBuffer ring;
    private final int maxBytes;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** Written by the event loop alone. */
    private volatile long lost;

    private volatile long lostFromMs;
    private volatile long lostToMs;
    /** Written by the log's thread alone: how many of the lost are on record. */
    private volatile long accounted;

    LogRing(int bytes) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(bytes + RingBufferDescriptor.TRAILER_LENGTH)));
        maxBytes = Math.min(ring.maxMsgLength(), DecisionRecordEncoder.DEFAULT_MAX_BYTES);
    }

    /** For the event loop. */
    boolean offer(byte[] record, int length, long timeMs) {
        if (length <= maxBytes) {
            view.wrap(record, 0, length);
            if (ring.write(RECORD, view, 0, length)) {
                return true;
            }
        }
        lose(timeMs);
        return false;
    }

    private void lose(long timeMs) {
        if (accounted == lost) {
            lostFromMs = timeMs;
        }
        lostToMs = timeMs;
        lost = lost + 1; // last, since this is what the log's thread looks at
    }

    /** For the log's thread: hands over all that was in the ring when it was called. */
    int drain(MessageHandler handler) {
        long end = ring.producerPosition();
        long from;
        int records = 0;
        do {
            from = ring.consumerPosition();
            // reads up to the end of the buffer; that may be padding alone, and no record
            records += ring.read(handler);
        } while (ring.consumerPosition() < end && ring.consumerPosition() > from);
        return records;
    }

    /**
     * For the log's thread: adds what was lost and is not yet on record. The count is exact; the time may reach back a
     * little when a burst goes on while the last is being accounted for.
     */
    void accountFor(Losses into) {
        long total = lost;
        if (total != accounted) {
            into.add(total - accounted, lostFromMs, lostToMs);
            accounted = total;
        }
    }
}
