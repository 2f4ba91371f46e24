package dev.kairos.profile;

import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a folder to an open {@link ProfileStore}, or to the reason why it must be rebuilt. */
final class StoreOpening {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

    private final Schema schema;
    private final StoreOptions options;
    private final Metrics metrics;

    StoreOpening(Schema schema, StoreOptions options, Metrics metrics) {
        this.schema = schema;
        this.options = options;
        this.metrics = metrics;
    }

    /** @param journalEnd see {@link ProfileStore#open(long, Path, Schema, StoreOptions, Metrics)} */
    OpenResult open(Path dir, long journalEnd) {
        StoreFolder folder = lock(dir);
        try {
            OpenResult result = open(folder, journalEnd);
            if (result instanceof OpenResult.MustRebuild) {
                folder.close();
            }
            return result;
        } catch (IOException | RuntimeException | InternalError e) {
            throw released(folder, e);
        }
    }

    /** @return the store as the newest readable snapshot has it, or an empty one */
    ProfileStore rebuild(Path dir, ProgressListener progress) {
        StoreFolder folder = lock(dir);
        try {
            new StoreRebuild(folder, options).run(() -> made(), progress);
            StoreSettings settings = folder.settings();
            return whole(folder, new StoreOpener(folder, options).open(settings));
        } catch (IOException | RuntimeException | InternalError e) {
            throw released(folder, e);
        }
    }

    static StoreFolder lock(Path dir) {
        try {
            return StoreFolder.open(dir);
        } catch (IOException e) {
            throw cannot("opened", dir, e);
        }
    }

    static StoreException cannot(String what, Path dir, Throwable e) {
        return new StoreException("the profile store " + dir + " cannot be " + what + ": " + e.getMessage(), e);
    }

    private OpenResult open(StoreFolder folder, long journalEnd) throws IOException {
        if (!folder.hasStore()) {
            if (journalEnd > 0) {
                return new OpenResult.MustRebuild("there is no profile store in " + folder.path() + ", but a journal");
            }
            StoreOpener.create(folder, made());
        }
        StoreFiles files;
        try {
            files = new StoreOpener(folder, options).open(settings(folder));
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.debug("The profile store cannot be trusted", e);
            return new OpenResult.MustRebuild("the profile store " + folder.path() + ": " + e.getMessage());
        }
        long position = files.mark().state().position;
        if (journalEnd != ProfileStore.NO_JOURNAL && position > journalEnd) {
            files.close();
            return new OpenResult.MustRebuild("the profile store " + folder.path() + " is at position " + position
                    + ", beyond the end of the journal at " + journalEnd);
        }
        return new OpenResult.Opened(whole(folder, files));
    }

    private ProfileStore whole(StoreFolder folder, StoreFiles files) throws IOException {
        try {
            ProfileLayout layout = layoutFor(schema, files.history(), files.dictionary(), folder);
            return new ProfileStore(folder, files, layout, options, metrics);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    static ProfileLayout layoutFor(Schema schema, LayoutHistory history, DictionaryFile dictionary, StoreFolder folder)
            throws IOException {
        int known = history.versions().size();
        LayoutVersion version = history.adopt(schema);
        if (history.versions().size() > known) {
            // Before the first record that needs it.
            LayoutFile.save(history, folder.layouts());
        }
        return new ProfileLayout(schema, version, history, dictionary.dictionary());
    }

    private StoreSettings settings(StoreFolder folder) throws IOException {
        StoreSettings existing = folder.settings();
        if (existing == null) {
            throw new StoreException("its store.properties is missing");
        }
        if (existing.size().capacity() != options.capacity()) {
            LOG.info(
                    "The profile store keeps its capacity of {}; 'kairos resize' changes it",
                    existing.size().capacity());
        }
        return existing;
    }

    /** The settings of a store that is to be made. */
    private StoreSettings made() {
        ProfileLayout layout = ProfileLayout.of(schema);
        int average = options.averageRecordBytes() > 0
                ? options.averageRecordBytes()
                : Math.min(options.maxRecordBytes(), layout.expectedRecordBytes());
        return StoreSettings.first(new MapSize(options.capacity(), average, options.maxRecordBytes()));
    }

    private static RuntimeException released(StoreFolder folder, Throwable reason) {
        try {
            folder.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        return reason instanceof StoreException known ? known : cannot("opened", folder.path(), reason);
    }
}
