package dev.kairos.window;

import java.util.Arrays;

/**
 * A ring of 33 buckets, each a 32nd of the window long, in a cell: the number of the newest bucket (64 bits, 0 while
 * the cell is empty), then the buckets. Buckets are numbered from 1970 and not from the first touchpoint, so that cells
 * that saw different touchpoints can be merged bucket by bucket.
 *
 * <p>33 and not 32: the bucket that now lies in has only begun, so the oldest one is counted whole. What happened within
 * the window is always counted, and what is older by less than one bucket may be. A limit that holds a little longer is
 * the lesser harm.
 */
final class Buckets {

    static final int COUNT = 33;
    private static final int HEAD_BYTES = Long.BYTES;
    private static final int SHARE = 32;
    /** Far above any bucket of a real time, far below where counting on from it could overflow. */
    private static final long MAX_NUMBER = 1L << 53;

    private final long widthMs;
    private final int bucketBytes;

    Buckets(long windowMs, int bucketBytes) {
        this.widthMs = Math.max(1, (windowMs + SHARE - 1) / SHARE);
        this.bucketBytes = bucketBytes;
    }

    static int cellBytes(int bucketBytes) {
        return HEAD_BYTES + COUNT * bucketBytes;
    }

    /** Where the bucket of this time lies, made room for if need be; -1 when it is too old to be kept. */
    int forAdding(byte[] cells, int at, long eventMs) {
        long bucket = number(eventMs);
        if (bucket <= 0 || bucket > MAX_NUMBER) {
            return -1;
        }
        advance(cells, at, bucket);
        return bucket <= head(cells, at) - COUNT ? -1 : offset(at, bucket);
    }

    /** Makes this bucket the newest one, if it is newer; buckets that fall out of the ring are emptied. */
    void advance(byte[] cells, int at, long bucket) {
        long head = head(cells, at);
        if (bucket <= head) {
            return;
        }
        if (head == 0 || bucket - head >= COUNT) {
            Arrays.fill(cells, at + HEAD_BYTES, at + cellBytes(bucketBytes), (byte) 0);
        } else {
            for (long fresh = head + 1; fresh <= bucket; fresh++) {
                int offset = offset(at, fresh);
                Arrays.fill(cells, offset, offset + bucketBytes, (byte) 0);
            }
        }
        Cells.putLong(cells, at, bucket);
    }

    /** The number of the newest bucket; 0 when there is none, or when the cell cannot be one of ours. */
    long head(byte[] cells, int at) {
        long head = Cells.getLong(cells, at);
        return head < 0 || head > MAX_NUMBER ? 0 : head;
    }

    /** The number of the oldest bucket that is in the ring. */
    static long oldest(long head) {
        return Math.max(1, head - COUNT + 1);
    }

    /** The number of the oldest bucket that is in the ring and counts at this time. */
    long oldest(long head, long nowMs) {
        return Math.max(oldest(head), number(nowMs) - SHARE);
    }

    long number(long ms) {
        return Math.floorDiv(ms, widthMs);
    }

    /** Where the bucket lies that follows the one at this offset. A division less for each of 33 buckets. */
    int following(int at, int offset) {
        int next = offset + bucketBytes;
        return next == at + cellBytes(bucketBytes) ? at + HEAD_BYTES : next;
    }

    int offset(int at, long bucket) {
        return at + HEAD_BYTES + (int) (bucket % COUNT) * bucketBytes;
    }
}
