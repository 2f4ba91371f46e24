package dev.kairos.journey;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Knows messages that were delivered before, by their {@code messageId}, for at least the horizon and at most twice
 * that, or until more have come than there is room for. Fixed in size and off the heap, in a mapped file, so it outlives
 * the process. One thread.
 *
 * <p>Two tables: of this stretch of the journal's time and of the one before. Stretches begin at whole multiples of the
 * horizon, or when a table is full; a repeated message is noted again in the newer table. So what is known depends on
 * nothing but the records since the stretch before this one began, and is the same whether the tables have lived all
 * that time or were filled from the journal: {@link #refillFromMs}.
 *
 * <p>A message is known by 64 bits of hash: among 4 million others a new one is taken for one of them once in 10<sup>12
 * </sup> messages.
 */
final class Dedupe implements AutoCloseable {

    private static final long MAGIC = 0x6b61_6972_6f73_0001L;
    private static final int HEADER_BYTES = 64;
    private static final int AT_MAGIC = 0;
    private static final int AT_SLOTS = 8;
    private static final int AT_HORIZON = 16;
    private static final int AT_STRETCH = 24;
    private static final int AT_NEWER = 32;
    private static final int AT_POSITION = 40;
    private static final int AT_POSITION_BEFORE = 48;
    private static final long NO_STRETCH = Long.MIN_VALUE;

    private final MappedByteBuffer header;
    private final MessageTable[] tables = new MessageTable[2];
    private final long horizonMs;
    private final int capacity;

    private Dedupe(FileChannel channel, int slots, long horizonMs) throws IOException {
        this.horizonMs = horizonMs;
        this.capacity = slots / 2;
        long tableBytes = MessageTable.bytes(slots);
        header = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER_BYTES);
        for (int i = 0; i < 2; i++) {
            tables[i] = new MessageTable(
                    channel.map(FileChannel.MapMode.READ_WRITE, HEADER_BYTES + i * tableBytes, tableBytes), slots);
        }
    }

    /**
     * Opens the file, or makes it; one that was made for other settings is made anew.
     *
     * @param messages how many are told apart at least; the file takes up to 64 bytes for each
     */
    static Dedupe open(Path file, int messages, long horizonMs) throws IOException {
        int slots = Integer.highestOneBit(Math.max(1_024, messages) * 2 - 1) * 2;
        if (Files.exists(file) && Files.size(file) != HEADER_BYTES + 2 * MessageTable.bytes(slots)) {
            Files.delete(file);
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Dedupe dedupe = new Dedupe(channel, slots, horizonMs);
            if (!dedupe.isOf(slots)) {
                dedupe.clear();
                dedupe.header.putLong(AT_SLOTS, slots);
                dedupe.header.putLong(AT_HORIZON, horizonMs);
                dedupe.header.putLong(AT_MAGIC, MAGIC);
            }
            return dedupe;
        }
    }

    private boolean isOf(int slots) {
        return header.getLong(AT_MAGIC) == MAGIC
                && header.getLong(AT_SLOTS) == slots
                && header.getLong(AT_HORIZON) == horizonMs;
    }

    /** Whether it knows what came up to the record that the store has applied last, and nothing after the next one. */
    boolean goesWith(long storePosition) {
        return header.getLong(AT_POSITION) == storePosition || header.getLong(AT_POSITION_BEFORE) == storePosition;
    }

    /** From which time on the journal must be read to have it know again what it knew at a time. */
    long refillFromMs(long timeMs) {
        return (Math.floorDiv(timeMs, horizonMs) - 1) * horizonMs;
    }

    /** Knows nothing afterwards. */
    void clear() {
        tables[0].clear();
        tables[1].clear();
        header.putLong(AT_NEWER, 0);
        header.putLong(AT_STRETCH, NO_STRETCH);
        header.putLong(AT_POSITION_BEFORE, 0);
        header.putLong(AT_POSITION, 0);
    }

    /** A record is about to be applied, whatever it says. In the order of the journal. */
    void at(long position) {
        header.putLong(AT_POSITION_BEFORE, header.getLong(AT_POSITION));
        header.putLong(AT_POSITION, position);
    }

    /**
     * Whether a message was delivered before, in a record other than this one. It is known from now on.
     *
     * @param timeMs of the record in the journal
     */
    boolean isRepeated(String messageId, long position, long timeMs) {
        turn(Math.floorDiv(timeMs, horizonMs));
        long hash = hash(messageId);
        MessageTable newer = newer();
        long before = newer.find(hash);
        if (before >= 0) {
            return before != position;
        }
        before = older().find(hash);
        if (newer.count() >= capacity) {
            swap();
            newer = newer();
        }
        newer.add(hash, before >= 0 ? before : position);
        return before >= 0 && before != position;
    }

    /** How many messages are known. */
    int count() {
        return tables[0].count() + tables[1].count();
    }

    @Override
    public void close() {
        header.force();
    }

    private void turn(long stretch) {
        long current = header.getLong(AT_STRETCH);
        if (stretch == current) {
            return;
        }
        if (current != NO_STRETCH) {
            swap();
            if (stretch > current + 1) {
                older().clear();
            }
        }
        header.putLong(AT_STRETCH, stretch);
    }

    /** The newer becomes the older, and what that knew is forgotten. */
    private void swap() {
        older().clear();
        header.putLong(AT_NEWER, 1 - header.getLong(AT_NEWER));
    }

    private MessageTable newer() {
        return tables[(int) header.getLong(AT_NEWER) & 1];
    }

    private MessageTable older() {
        return tables[1 - (int) header.getLong(AT_NEWER) & 1];
    }

    /** FNV-1a over the UTF-16 units, finished with MurmurHash3's mixer; never 0, which is an empty slot. */
    private static long hash(String messageId) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < messageId.length(); i++) {
            hash = (hash ^ messageId.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
