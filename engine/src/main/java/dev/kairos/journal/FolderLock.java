package dev.kairos.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that one journal has to itself, until it is closed or the process ends in whatever way. */
final class FolderLock implements AutoCloseable {

    private static final String LOCK_FILE = "journal.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws JournalException when another process, or another part of this one, has it */
    static FolderLock take(Path dir) {
        try {
            Files.createDirectories(dir);
            FileChannel channel =
                    FileChannel.open(dir.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new JournalException("the journal in " + dir + " is in use by another process; stop that first");
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new JournalException("cannot open the journal in " + dir + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            // which releases the lock
            channel.close();
        } catch (IOException e) {
            throw new JournalException("cannot release " + LOCK_FILE + ": " + e.getMessage(), e);
        }
    }
}
