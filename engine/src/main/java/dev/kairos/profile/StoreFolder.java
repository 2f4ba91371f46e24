package dev.kairos.profile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The files of a store, held by one process at a time: recovery with a second process attached would corrupt the map.
 * The mark {@code clean} is there while the store is closed in order, and only then.
 */
final class StoreFolder implements AutoCloseable {

    private final Path dir;
    private final FileChannel lockFile;

    private StoreFolder(Path dir, FileChannel lockFile) {
        this.dir = dir;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if need be and takes its lock.
     *
     * @throws StoreException if another process, or another part of this one, has the store open
     */
    static StoreFolder open(Path dir) throws IOException {
        Files.createDirectories(dir);
        FileChannel lockFile =
                FileChannel.open(dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lockFile)) {
            lockFile.close();
            throw new StoreException("the profile store " + dir
                    + " is in use by another process: stop it first, or choose another data folder");
        }
        return new StoreFolder(dir, lockFile);
    }

    private static boolean isLocked(FileChannel lockFile) throws IOException {
        try {
            // Given back when the channel is closed, or the process ends in whatever way.
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException bySelf) {
            return false;
        }
    }

    Path path() {
        return dir;
    }

    Path map(StoreSettings settings) {
        return dir.resolve(settings.mapFile());
    }

    Path dictionary() {
        return dir.resolve("dictionary");
    }

    Path layouts() {
        return dir.resolve("layouts");
    }

    Path redo() {
        return dir.resolve("redo");
    }

    Path mark() {
        return dir.resolve("position");
    }

    /** Null when the store has not been made yet. */
    @Nullable
    StoreSettings settings() throws IOException {
        return StoreSettings.load(settingsFile());
    }

    void save(StoreSettings settings) throws IOException {
        settings.save(settingsFile());
    }

    boolean isClean() {
        return Files.exists(cleanMark());
    }

    void markClean() throws IOException {
        DurableFiles.replace(cleanMark(), "closed in order\n");
    }

    void unmarkClean() throws IOException {
        DurableFiles.delete(cleanMark());
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private Path cleanMark() {
        return dir.resolve("clean");
    }

    private Path settingsFile() {
        return dir.resolve("store.properties");
    }
}
