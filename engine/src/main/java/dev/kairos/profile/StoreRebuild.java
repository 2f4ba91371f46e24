package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a store anew in its place, from the newest snapshot that can be read or from nothing. What was there is put aside
 * in a folder of its own until {@link #forget} is told that it is no longer needed.
 */
final class StoreRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(StoreRebuild.class);
    private static final String ASIDE = "damaged";

    private final StoreFolder folder;
    private final StoreOptions options;

    StoreRebuild(StoreFolder folder, StoreOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /** @param otherwise the settings of a store that no snapshot is found for */
    void run(Supplier<StoreSettings> otherwise, ProgressListener progress) throws IOException {
        putAside();
        folder.markRestoring();
        if (!restored(progress)) {
            LOG.info("The profile store {} is made anew, without a snapshot", folder.path());
            folder.clear();
            StoreOpener.create(folder, otherwise.get());
        }
        folder.unmarkRestoring();
    }

    /** Deletes what was put aside. */
    static void forget(StoreFolder folder) throws IOException {
        Path aside = folder.path().resolve(ASIDE);
        if (Files.exists(aside)) {
            for (Path file : list(aside)) {
                Files.delete(file);
            }
            Files.delete(aside);
            LOG.info("The profile store {} is rebuilt; the damaged one is deleted", folder.path());
        }
    }

    /** A store that was put aside before stays: what is there now is a rebuild that did not get far. */
    private void putAside() throws IOException {
        Path aside = folder.path().resolve(ASIDE);
        if (Files.exists(aside) || !folder.hasStore()) {
            folder.clear();
            return;
        }
        Files.createDirectory(aside);
        for (Path file : folder.storeFiles()) {
            Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        LOG.warn("The damaged profile store is put aside in {} until it is rebuilt", aside);
    }

    private boolean restored(ProgressListener progress) throws IOException {
        for (Path snapshot : SnapshotFolder.newestFirst(folder.snapshots())) {
            if (restored(snapshot, progress)) {
                return true;
            }
        }
        return false;
    }

    private boolean restored(Path snapshot, ProgressListener progress) throws IOException {
        folder.clear();
        try {
            SnapshotPatch.finish(snapshot);
            new SnapshotRestore(folder, options.dictionaryLimit()).run(snapshot, progress);
            return true;
        } catch (StoreException e) {
            LOG.warn("A snapshot cannot be used, so an older one is looked for: {}", e.getMessage());
            return false;
        }
    }

    private static List<Path> list(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.toList();
        }
    }
}
