package dev.kairos.profile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a store, held by one process at a time: recovery with a second process attached would corrupt the map.
 * The mark {@code clean} is there while the store is closed in order, and only then; {@code open} says
 * under which start of the operating system it was opened last.
 */
final class StoreFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String SNAPSHOTS = "snapshots";

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
        FileChannel lockFile = FileChannel.open(dir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    Path wakeUps() {
        return dir.resolve("wake-ups");
    }

    Path snapshots() {
        return dir.resolve(SNAPSHOTS);
    }

    /** Whether there is a store, whole or not; one that was never opened does not count. */
    boolean hasStore() {
        return Files.exists(settingsFile()) || Files.exists(openMark()) || isRestoring();
    }

    /** All files of the store but its lock and its snapshots. */
    List<Path> storeFiles() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(LOCK))
                    .filter(file -> !file.equals(restoringMark()))
                    .toList();
        }
    }

    /** Deletes the files of the store. */
    void clear() throws IOException {
        for (Path file : storeFiles()) {
            Files.delete(file);
        }
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

    /** From here on a kill leaves a store behind that must be recovered, and a crash of the machine one to rebuild. */
    void unmarkClean() throws IOException {
        DurableFiles.replace(openMark(), BootId.current());
        DurableFiles.delete(cleanMark());
    }

    /** Whether the store was opened last before the operating system was started, or may have been. */
    boolean isOfAnotherBoot() throws IOException {
        if (!Files.exists(openMark())) {
            return false;
        }
        String boot = Files.readString(openMark());
        return boot.isEmpty() || !boot.equals(BootId.current());
    }

    boolean isRestoring() {
        return Files.exists(restoringMark());
    }

    void markRestoring() throws IOException {
        DurableFiles.replace(restoringMark(), "being restored\n");
    }

    void unmarkRestoring() throws IOException {
        DurableFiles.delete(restoringMark());
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private Path cleanMark() {
        return dir.resolve("clean");
    }

    private Path openMark() {
        return dir.resolve("open");
    }

    private Path restoringMark() {
        return dir.resolve("restoring");
    }

    private Path settingsFile() {
        return dir.resolve("store.properties");
    }
}
