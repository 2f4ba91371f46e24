package dev.kairos.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.table.AbstractTSQueueLock;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * The journal on a Chronicle Queue. A document is time (8), partition key (8), length (4), record. The queue's clock
 * is the time of the last record, so that the file that a record is in follows from its time alone.
 */
final class ChronicleJournal implements Journal {

    static final int HEADER_BYTES = 20;

    private static final String LOCK_FILE = "journal.lock";
    private static final String WRITE_LOCK_KEY = "chronicle.write.lock";
    /** What a document may be smaller than a quarter of a block by: its header, padding and room for the file's end. */
    private static final int MARGIN_BYTES = 1024;

    private static final long ROOM_CHECK_MS = 1000;

    static {
        setUnlessSet("chronicle.analytics.disable", "true");
        setUnlessSet("chronicle.announcer.disable", "true");
        setUnlessSet("chronicle.disk.monitor.disable", "true");
    }

    private final Path dir;
    private final FileLock lock;
    private final int maxRecordBytes;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final long minFreeBytes;
    private boolean hasRoom;
    private long roomCheckedMs;
    private volatile long lastTimeMs;
    private volatile boolean closed;

    private ChronicleJournal(Path dir, FileLock lock, JournalOptions options) {
        this.dir = dir;
        this.lock = lock;
        maxRecordBytes = options.blockBytes() / 4 - MARGIN_BYTES;
        minFreeBytes = options.minFreeBytes();
        queue = SingleChronicleQueueBuilder.binary(dir)
                .rollCycle(rollCycle(options.roll()))
                .blockSize(options.blockBytes())
                .timeProvider((TimeProvider) () -> lastTimeMs)
                .build();
        try {
            freeWriteLock();
            lastTimeMs = timeOfLastRecord();
            appender = queue.createAppender();
        } catch (RuntimeException | Error e) {
            queue.close();
            throw e;
        }
    }

    static ChronicleJournal open(Path dir, JournalOptions options) {
        FileLock lock = lock(dir);
        try {
            return new ChronicleJournal(dir, lock, options);
        } catch (RuntimeException | Error e) {
            release(lock);
            throw new JournalException("cannot open the journal in " + dir + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long append(long partitionKey, byte[] bytes, int offset, int length, long timeMs) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > maxRecordBytes) {
            throw new IllegalArgumentException(
                    "a record of " + length + " bytes; this journal takes at most " + maxRecordBytes);
        }
        checkOpen();
        checkRoom(timeMs);
        long time = Math.max(timeMs, lastTimeMs);
        lastTimeMs = time;
        try (DocumentContext document = appender.writingDocument()) {
            write(document, partitionKey, bytes, offset, length, time);
        } catch (RuntimeException | InternalError e) {
            throw new JournalException("cannot append to the journal in " + dir + ": " + e.getMessage(), e);
        }
        return appender.lastIndexAppended();
    }

    /** Once a second of the records' time, since asking takes longer than appending. */
    private void checkRoom(long timeMs) {
        if (hasRoom && Math.abs(timeMs - roomCheckedMs) < ROOM_CHECK_MS) {
            return;
        }
        roomCheckedMs = timeMs;
        try {
            long free = Files.getFileStore(dir).getUsableSpace();
            hasRoom = free >= minFreeBytes;
            if (!hasRoom) {
                throw new JournalException("the disk of " + dir + " has " + free
                        + " bytes left, and nothing is appended below " + minFreeBytes + ": make room");
            }
        } catch (IOException e) {
            throw new JournalException("cannot see how much room the disk of " + dir + " has", e);
        }
    }

    private static void write(
            DocumentContext document, long partitionKey, byte[] bytes, int offset, int length, long time) {
        try {
            Bytes<?> out = Objects.requireNonNull(document.wire()).bytes();
            out.writeLong(time);
            out.writeLong(partitionKey);
            out.writeInt(length);
            out.write(bytes, offset, length);
        } catch (RuntimeException | InternalError e) {
            document.rollbackOnClose();
            throw e;
        }
    }

    @Override
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    @Override
    public JournalCursor cursor(long position) {
        checkOpen();
        return ChronicleCursor.fromPosition(this, queue, position);
    }

    @Override
    public JournalCursor cursorAt(long timeMs) {
        checkOpen();
        return ChronicleCursor.fromTime(this, queue, timeMs);
    }

    @Override
    public int retain(long notBeforeMs, long maxBytes) {
        checkOpen();
        int deleted = new RolledFiles(dir, queue).retain(notBeforeMs, maxBytes);
        if (deleted > 0) {
            queue.refreshDirectoryListing();
        }
        return deleted;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        appender.close();
        queue.close();
        release(lock);
    }

    void checkOpen() {
        if (closed) {
            throw new JournalException("the journal in " + dir + " is closed");
        }
    }

    Path dir() {
        return dir;
    }

    /**
     * The queue frees the lock of a writer that was killed if no process has that id now. In a container the new
     * process often has the very same one. Here nobody else can write: the folder is locked by this process.
     */
    private void freeWriteLock() {
        queue.tableStorePut(WRITE_LOCK_KEY, AbstractTSQueueLock.UNLOCKED);
    }

    private long timeOfLastRecord() {
        long last = queue.lastIndex();
        if (last < 0) {
            return 0;
        }
        try (ChronicleCursor cursor = ChronicleCursor.fromPosition(this, queue, last)) {
            return cursor.next() ? cursor.timeMs() : 0;
        }
    }

    private static RollCycle rollCycle(JournalOptions.Roll roll) {
        return switch (roll) {
            case MINUTELY -> LegacyRollCycles.MINUTELY;
            case HOURLY -> RollCycles.FAST_HOURLY;
            case DAILY -> RollCycles.FAST_DAILY;
        };
    }

    private static FileLock lock(Path dir) {
        try {
            Files.createDirectories(dir);
            FileChannel channel =
                    FileChannel.open(dir.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new JournalException("the journal in " + dir + " is in use by another process; stop that first");
            }
            return lock;
        } catch (IOException e) {
            throw new JournalException("cannot open the journal in " + dir + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void release(FileLock lock) {
        try {
            // which releases the lock
            lock.channel().close();
        } catch (IOException e) {
            throw new JournalException("cannot release " + LOCK_FILE + ": " + e.getMessage(), e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
