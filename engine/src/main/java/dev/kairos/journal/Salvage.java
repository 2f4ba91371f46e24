package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Writes the last file of a queue anew when its end is missing: the queue's own notes in it, of where it ends and where
 * what is, are then wrong. Each record gets the position it had; each missing one becomes a blank.
 */
final class Salvage {

    private final Path dir;
    private final Path workshop;
    private final JournalOptions options;
    private final RollCycle roll;
    private final QueueFolder.Newest newest;

    Salvage(Path dir, JournalOptions options, RollCycle roll, QueueFolder.Newest newest) {
        this.dir = dir;
        this.options = options;
        this.roll = roll;
        this.newest = newest;
        workshop = dir.resolve("salvage");
    }

    /**
     * @param sound how many records at the beginning are good
     * @param wanted how many records there were
     */
    void run(long sound, long wanted) throws IOException {
        if (wanted == 0) {
            Files.delete(newest.file());
            return;
        }
        Folders.delete(workshop);
        Files.createDirectories(workshop);
        long timeMs = (long) newest.cycle() * roll.lengthInMillis();
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(workshop)
                        .rollCycle(roll)
                        .blockSize(options.blockBytes())
                        .timeProvider((TimeProvider) () -> timeMs)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            FileWalk.of(newest.file(), (sequence, at, record) -> {
                if (sequence < sound) {
                    append(appender, record);
                }
            });
            for (long i = sound; i < wanted; i++) {
                append(appender, blank(timeMs));
            }
        }
        Path written = workshop.resolve(newest.file().getFileName());
        UnflushedFiles.force(written);
        Files.move(written, newest.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.delete(workshop);
        UnflushedFiles.forceFolder(dir);
    }

    private static ByteBuffer blank(long timeMs) {
        return ByteBuffer.allocate(RecordFrame.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RecordFrame.CHECKSUM_AT, RecordFrame.BLANK)
                .putLong(RecordFrame.TIME_AT, timeMs);
    }

    private static void append(ExcerptAppender appender, ByteBuffer record) {
        try (DocumentContext document = appender.writingDocument()) {
            Objects.requireNonNull(document.wire()).bytes().write(record.array(), record.arrayOffset(), record.limit());
        }
    }
}
