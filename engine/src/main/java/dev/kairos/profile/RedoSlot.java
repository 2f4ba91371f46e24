package dev.kairos.profile;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that is being written, kept beside the map with the state of the store after it: when the process is
 * killed in the midst of it, recovery drops the torn entry and this puts it back, so a change of several entries is made
 * whole or not at all. Memory-mapped, so what was written outlives the process. The writer's thread only.
 */
final class RedoSlot {

    static final int BYTES = 1 << 20;

    /** int length and int CRC-32C, read and written as one long; 0 when there is nothing. */
    private static final int HEAD_BYTES = 8;

    private static final int ROOM = BYTES - HEAD_BYTES;
    private static final int ENTRY_HEAD_BYTES = 8;
    /** Goes into the checksum first, so that a slot of another form counts as empty. */
    private static final int FORM = 2;

    private static final byte[] ZEROS = new byte[4_096];

    private final MappedByteBuffer mapped;
    private final ByteBuffer payload = ByteBuffer.allocate(ROOM);
    private final CRC32C crc = new CRC32C();
    private int used;

    /** What a slot holds: the entries to be, and the state with them. */
    record Kept(StoreState state, List<Entry> entries) {}

    private RedoSlot(MappedByteBuffer mapped) {
        this.mapped = mapped;
        int length = (int) (mapped.getLong(0) >>> 32);
        used = length < 0 || length > ROOM ? ROOM : length;
    }

    static RedoSlot open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // The mapping outlives the channel.
            return new RedoSlot(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    /** Whether what the transaction changes fits, as it was and as it will be. */
    static boolean fits(Transaction transaction) {
        long before = StoreState.BYTES;
        long after = StoreState.BYTES;
        for (int i = 0; i < transaction.size(); i++) {
            Touched entry = transaction.get(i);
            if (entry.changed()) {
                int head = ENTRY_HEAD_BYTES + entry.key.length;
                before += head + (entry.existed() ? entry.before.length : 0);
                after += head + (entry.exists() ? entry.after.length : 0);
            }
        }
        return Math.max(before, after) <= ROOM;
    }

    /** Keeps what the entries will be, and the state then. To be called before the first of them is touched. */
    void keep(Transaction transaction, StoreState next) {
        payload.clear();
        next.writeTo(payload);
        for (int i = 0; i < transaction.size(); i++) {
            Touched entry = transaction.get(i);
            if (entry.changed()) {
                put(entry.key, entry.exists() ? entry.after : null);
            }
        }
        write();
    }

    /** Keeps what the entries were, for recovery after they could not be written. */
    void keepBefore(Transaction transaction, StoreState current) {
        payload.clear();
        current.writeTo(payload);
        for (int i = 0; i < transaction.size(); i++) {
            Touched entry = transaction.get(i);
            if (entry.changed()) {
                put(entry.key, entry.existed() ? entry.before : null);
            }
        }
        write();
    }

    /** What was kept last; null when nothing was, or the process was killed while it was being kept. */
    @Nullable
    Kept kept() {
        long head = mapped.getLong(0);
        int length = (int) (head >>> 32);
        if (length < StoreState.BYTES || length > ROOM) {
            return null;
        }
        byte[] bytes = new byte[length];
        mapped.get(HEAD_BYTES, bytes);
        if (checksum(bytes, length) != (head & 0xFFFF_FFFFL)) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StoreState state = new StoreState();
        state.readFrom(in);
        return new Kept(state, entries(in));
    }

    /** Overwrites what is kept: nothing of an erased profile stays here. */
    void wipe() {
        mapped.putLong(0, 0);
        VarHandle.fullFence();
        zero(0);
        used = 0;
    }

    private void put(Raw key, @Nullable Raw record) {
        payload.putInt(key.length).putInt(record == null ? -1 : record.length);
        payload.put(key.bytes, 0, key.length);
        if (record != null) {
            payload.put(record.bytes, 0, record.length);
        }
    }

    private void write() {
        int length = payload.position();
        long head = (long) length << 32 | checksum(payload.array(), length);
        // What is there now belongs to a change that is in the map; its checksum no longer matches from here on.
        mapped.put(HEAD_BYTES, payload.array(), 0, length);
        VarHandle.fullFence();
        mapped.putLong(0, head);
        VarHandle.fullFence();
        zero(length);
        used = length;
    }

    private void zero(int from) {
        for (int at = from; at < used; at += ZEROS.length) {
            mapped.put(HEAD_BYTES + at, ZEROS, 0, Math.min(ZEROS.length, used - at));
        }
    }

    private static List<Entry> entries(ByteBuffer bytes) {
        List<Entry> entries = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] key = new byte[bytes.getInt()];
            int recordBytes = bytes.getInt();
            bytes.get(key);
            byte[] record = recordBytes < 0 ? null : new byte[recordBytes];
            if (record != null) {
                bytes.get(record);
            }
            entries.add(new Entry(key, record));
        }
        return entries;
    }

    private long checksum(byte[] bytes, int length) {
        crc.reset();
        crc.update(FORM);
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
