package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Entries as they were when a snapshot began, handed by the writer to the snapshot before it changes them: a ring of bytes
 * off the heap, from one thread to one other. The writer waits when the ring is full, until the snapshot has taken some
 * or is given up.
 */
final class PreImages {

    private static final int RING_BYTES = 16 << 20;
    private static final int HEAD_BYTES = 8;
    private static final long WAIT_NS = 20_000;

    private final long position;
    private final ByteBuffer ring = ByteBuffer.allocateDirect(RING_BYTES);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final byte[] moved = new byte[RecordFormat.MAX_BYTES + 512];
    private volatile boolean closed;

    /** @param position of the snapshot */
    PreImages(long position) {
        this.position = position;
    }

    /** Hands it over if the snapshot is to have it as it was. The writer's thread. */
    void before(Touched entry) {
        if (entry.existed() && entry.positionBefore() <= position) {
            offer(entry.key, entry.before);
        }
    }

    private void offer(Raw key, Raw record) {
        long at = written.get();
        int bytes = HEAD_BYTES + key.length + record.length;
        while (at + bytes - taken.get() > RING_BYTES) {
            if (closed) {
                return;
            }
            LockSupport.parkNanos(WAIT_NS);
        }
        putInt(at, key.length);
        putInt(at + 4, record.length);
        put(at + HEAD_BYTES, key.bytes, key.length);
        put(at + HEAD_BYTES + key.length, record.bytes, record.length);
        written.setRelease(at + bytes);
    }

    /** Writes all that are there. The snapshot's thread. */
    void drainTo(SnapshotWriter out) throws IOException {
        long end = written.getAcquire();
        for (long at = taken.get(); at < end; ) {
            int keyBytes = getInt(at);
            int recordBytes = getInt(at + 4);
            get(at + HEAD_BYTES, moved, keyBytes + recordBytes);
            out.add(moved, 0, keyBytes, keyBytes, recordBytes);
            at += HEAD_BYTES + keyBytes + recordBytes;
            taken.setRelease(at);
        }
    }

    /** Nobody takes any more: the writer is not to wait. */
    void close() {
        closed = true;
    }

    private void putInt(long at, int value) {
        for (int i = 0; i < 4; i++) {
            ring.put((int) ((at + i) % RING_BYTES), (byte) (value >>> 24 - 8 * i));
        }
    }

    private int getInt(long at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | ring.get((int) ((at + i) % RING_BYTES)) & 0xFF;
        }
        return value;
    }

    private void put(long at, byte[] bytes, int length) {
        int start = (int) (at % RING_BYTES);
        int first = Math.min(length, RING_BYTES - start);
        ring.put(start, bytes, 0, first);
        ring.put(0, bytes, first, length - first);
    }

    private void get(long at, byte[] into, int length) {
        int start = (int) (at % RING_BYTES);
        int first = Math.min(length, RING_BYTES - start);
        ring.get(start, into, 0, first);
        ring.get(0, into, first, length - first);
    }
}
