package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a store's entries into a map of another capacity. Until the settings are replaced, the old map counts. */
final class StoreResize {

    private static final int STEP = 10_000;

    private final StoreFolder folder;
    private final long capacity;
    private final ProgressListener progress;
    private long done;

    StoreResize(StoreFolder folder, long capacity, ProgressListener progress) {
        this.folder = folder;
        this.capacity = capacity;
        this.progress = progress;
    }

    void run() throws IOException {
        StoreSettings old = folder.settings();
        if (old == null) {
            throw new StoreException("there is no profile store in " + folder.path());
        }
        StoreSettings resized = old.resized(capacity);
        Path target = folder.map(resized);
        long entries = copy(old, resized.size(), target);
        if (entries > capacity) {
            folder.markClean();
            throw new StoreException(
                    "the profile store has " + entries + " entries: a capacity of " + capacity + " is too small");
        }
        DurableFiles.force(target);
        folder.save(resized);
        folder.markClean();
        Files.delete(folder.map(old));
    }

    /** How many entries there are; copied only if they fit. */
    private long copy(StoreSettings old, MapSize size, Path target) throws IOException {
        StoreFiles files = new StoreOpener(folder, StoreOptions.defaults()).open(old);
        try (ProfileMap from = files.map()) {
            files.dictionary().close();
            if (from.size() <= capacity) {
                // What a resize that was broken off left behind.
                Files.deleteIfExists(target);
                copy(from, size, target);
            }
            return from.size();
        }
    }

    private void copy(ProfileMap from, MapSize size, Path target) throws IOException {
        long total = from.size();
        try (ProfileMap to = ProfileMap.open(target, size)) {
            from.forEach((key, record) -> {
                to.put(key, record);
                if (++done % STEP == 0) {
                    progress.at(done, total);
                }
            });
            progress.at(done, total);
        }
    }
}
