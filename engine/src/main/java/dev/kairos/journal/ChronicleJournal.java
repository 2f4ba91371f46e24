package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.table.AbstractTSQueueLock;
import net.openhft.chronicle.wire.DocumentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on a Chronicle Queue. A document is a record in its {@link RecordFrame}, or a batch of them. The queue's clock is the time of
 * the last record, so that the file that a record is in follows from its time alone.
 */
final class ChronicleJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

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
    private final FolderLock lock;
    private final int maxRecordBytes;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnflushedFiles unflushed;
    private final RecordFrame frame = new RecordFrame();
    private final LiveFile liveFile = new LiveFile();
    private final boolean skipsDamage;
    private final JournalState state;
    private final long minFreeBytes;
    private boolean hasRoom;
    private long roomCheckedMs;
    private int cycle = -1;
    private volatile long lastTimeMs;
    private volatile long lastPosition;
    private volatile boolean closed;

    private ChronicleJournal(Path dir, FolderLock lock, JournalOptions options) throws IOException {
        this.dir = dir;
        this.lock = lock;
        maxRecordBytes = options.blockBytes() / 4 - MARGIN_BYTES;
        unflushed = new UnflushedFiles(dir);
        minFreeBytes = options.minFreeBytes();
        skipsDamage = options.onDamage() == JournalOptions.OnDamage.SKIP;
        state = JournalState.open(dir);
        QueueFolder folder = new QueueFolder(dir, options.roll());
        folder.check();
        if (!folder.isEmpty()) {
            new TailCheck(dir, state, options, folder).run();
        }
        state.begin();
        queue = SingleChronicleQueueBuilder.binary(dir)
                .rollCycle(folder.roll())
                .blockSize(options.blockBytes())
                .timeProvider((TimeProvider) () -> lastTimeMs)
                .build();
        try {
            freeWriteLock();
            if (!folder.isEmpty()) {
                findLastRecord(folder.newest().file());
            }
            appender = queue.createAppender();
        } catch (RuntimeException | Error e) {
            queue.close();
            throw e;
        }
    }

    static ChronicleJournal open(Path dir, JournalOptions options) {
        FolderLock lock = FolderLock.take(dir);
        try {
            return new ChronicleJournal(dir, lock, options);
        } catch (JournalException e) {
            lock.close();
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
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
        long time = notBackwards(timeMs);
        try (DocumentContext document = appender.writingDocument()) {
            try {
                Bytes<?> out = Objects.requireNonNull(document.wire()).bytes();
                frame.write(out, time, partitionKey, bytes, offset, length);
            } catch (RuntimeException | InternalError e) {
                document.rollbackOnClose();
                throw e;
            }
        } catch (RuntimeException | InternalError e) {
            throw unappended(e);
        }
        return appended();
    }

    /**
     * The records are written through the file, and only the document's header through mapped memory: on Linux both are
     * one page cache, and storing to a page that is not mapped yet is a fault, which costs as much as writing five.
     */
    @Override
    public long append(RecordBatch batch, long timeMs) {
        if (batch.isEmpty() || batch.length() > maxRecordBytes) {
            throw new IllegalArgumentException(
                    "a batch of " + batch.length() + " bytes; this journal takes at most " + maxRecordBytes);
        }
        checkOpen();
        checkRoom(timeMs);
        ByteBuffer sealed = batch.seal(notBackwards(timeMs));
        try (DocumentContext document = appender.writingDocument()) {
            try {
                Bytes<?> out = Objects.requireNonNull(document.wire()).bytes();
                liveFile.write(appender, sealed, out.writePosition());
                out.writeSkip(batch.length());
            } catch (IOException | RuntimeException | InternalError e) {
                document.rollbackOnClose();
                throw e;
            }
        } catch (IOException | RuntimeException | InternalError e) {
            throw unappended(e);
        }
        return appended();
    }

    private long notBackwards(long timeMs) {
        long time = Math.max(timeMs, lastTimeMs);
        lastTimeMs = time;
        return time;
    }

    private JournalException unappended(Throwable cause) {
        return new JournalException("cannot append to the journal in " + dir + ": " + cause.getMessage(), cause);
    }

    private long appended() {
        if (appender.cycle() != cycle) {
            cycle = appender.cycle();
            unflushed.add(appender.currentFile().toPath());
        }
        long position = positionOf(appender.lastIndexAppended());
        lastPosition = position;
        state.appended(position);
        return position;
    }

    /** Chronicle's first index ever is 0, which is before every position here. */
    static long positionOf(long index) {
        return index + 1;
    }

    static long indexOf(long position) {
        return position - 1;
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

    @Override
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    @Override
    public long lastPosition() {
        return lastPosition;
    }

    @Override
    public long firstPosition() {
        checkOpen();
        long first = queue.firstIndex();
        return first == Long.MAX_VALUE ? START : positionOf(first);
    }

    @Override
    public void flush() {
        checkOpen();
        try {
            unflushed.flush();
        } catch (IOException e) {
            throw new JournalException("the disk did not confirm what was appended to the journal in " + dir, e);
        }
    }

    @Override
    public boolean blank(RecordSelector which, BlankProgress progress) {
        checkOpen();
        try (Documents documents = new Documents(this, queue)) {
            return new Blanking(documents, which, progress).pass(lastPosition);
        } catch (IOException e) {
            throw new JournalException("cannot blank records of the journal in " + dir + ": " + e.getMessage(), e);
        }
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
    public int retain(long notBeforeMs, long maxBytes, long keepFromPosition) {
        checkOpen();
        int deleted = new RolledFiles(dir, queue).retain(notBeforeMs, maxBytes, indexOf(keepFromPosition));
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
        closeState();
        lock.close();
    }

    private void closeState() {
        try {
            liveFile.close();
            unflushed.close();
            QueueFolder folder = new QueueFolder(dir, JournalOptions.Roll.HOURLY);
            if (!folder.isEmpty()) {
                state.clean(Files.size(folder.newest().file()));
            }
            state.close();
        } catch (IOException e) {
            throw new JournalException("cannot close the journal in " + dir + ": " + e.getMessage(), e);
        }
    }

    /** @throws JournalException unless damage is to be skipped, which is reported */
    void skipOrRefuse(long position, String damage) {
        if (!skipsDamage) {
            throw new JournalException("the journal in " + dir + " is damaged at position " + position + ": " + damage
                    + ". Restore its files from a copy, or set onDamage: skip to go on without what is lost");
        }
        LOG.error("Damage in the journal in {} is skipped at position {}: {}", dir, position, damage);
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

    private void findLastRecord(Path newest) {
        long last = queue.lastIndex();
        if (last < 0) {
            return;
        }
        // behind a hole there may be more than the queue can tell
        lastPosition = Math.max(positionOf(last), state.lastPosition());
        state.appended(lastPosition);
        // the process before may have been killed without a flush
        unflushed.add(newest);
        try (ChronicleCursor cursor = ChronicleCursor.fromPosition(this, queue, lastPosition)) {
            // also when it is a blank one, which is passed over
            cursor.next();
            lastTimeMs = cursor.timeMs();
        } catch (JournalException damaged) {
            // whoever reads it is told; here only the file must be the right one
            lastTimeMs = (long) queue.lastCycle() * queue.rollCycle().lengthInMillis();
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
