package dev.kairos.profile;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of people, households and companies, off-heap in files of one folder. Many threads read, each through a
 * {@link ProfileReader} of its own; one thread inside writes what is submitted, in that order. A change that was
 * answered with {@link WriteResult#done()} outlives the process however it ends (a power cut may take the last seconds).
 */
public final class ProfileStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);

    private final StoreFolder folder;
    private final StoreSettings settings;
    private final DictionaryFile dictionary;
    private final LayoutHistory history;
    private final RedoSlot redo;
    private final ProfileMap map;
    private final EntryWriter entries;
    private final StoreWriter writer;
    private final ProfileWriter queue;
    private volatile ProfileLayout layout;
    private volatile boolean closed;

    private ProfileStore(
            StoreFolder folder, StoreFiles files, ProfileLayout layout, StoreOptions options, Metrics metrics) {
        this.folder = folder;
        this.settings = files.settings();
        this.dictionary = files.dictionary();
        this.history = files.history();
        this.redo = files.redo();
        this.map = files.map();
        this.layout = layout;
        this.entries = new EntryWriter(
                map,
                redo,
                files.mark(),
                dictionary.dictionary(),
                settings.size().capacity());
        ChangeMaker maker = new ChangeMaker(map, settings.size().maxRecordBytes(), layout);
        FillWatch fill = new FillWatch(this::fill);
        this.writer = new StoreWriter(maker, entries, this::layout, fill, metrics);
        this.queue = new ProfileWriter(writer, options.queueLimit());
        metrics.gauge(Metric.PROFILES, this::size);
        metrics.gauge(Metric.PROFILE_STORE_FILL, this::fill);
    }

    /**
     * Opens the store in this folder, makes it if there is none, recovers it if it was not closed in order.
     *
     * @throws StoreException if it is in use, its layout does not go with the schema, or its files cannot be read; the
     *     message says what to do
     */
    public static ProfileStore open(Path dir, Schema schema, StoreOptions options, Metrics metrics) {
        StoreFolder folder = lock(dir);
        try {
            return open(folder, schema, options, metrics);
        } catch (IOException | RuntimeException e) {
            release(folder, e);
            throw e instanceof StoreException known ? known : cannot("opened", dir, e);
        }
    }

    /** What applies records of a journal; one thread, and then nothing is to be submitted. */
    public StoreWriter writer() {
        return writer;
    }

    /** Of the last record of the journal that is applied, 0 for none. */
    public long position() {
        return writer.position();
    }

    /** What all entries come to, keys and records, whatever their order; to be asked while nothing is written. */
    public Digest digest() {
        return writer.digest();
    }

    /** The same, counted anew from all entries; takes about a second per million. For tests and checks. */
    public Digest countedDigest() {
        requireOpen();
        return StoreOpener.count(map).digest();
    }

    /** Puts a change in line for the writer; see {@link #submitAll}. */
    public void submit(Change change, Consumer<WriteResult> done) {
        queue.submit(List.of(change), results -> done.accept(results[0]));
    }

    /**
     * Puts changes in line for the writer; any thread, never blocks. All of them are {@link WriteResult#BUSY} at once
     * when too many are waiting, {@link WriteResult#CLOSED} when the store is.
     *
     * @param done told the result of each, in their order, when they are in the store, on the writer's thread: it
     *     should be quick
     */
    public void submitAll(List<Change> changes, Consumer<WriteResult[]> done) {
        queue.submit(List.copyOf(changes), done);
    }

    /** The profile as plain objects, or null; any thread, not for the decide path. */
    public @Nullable ProfileData find(ProfileKey key) {
        requireOpen();
        ProfileView view = layout.newView(key.kind());
        if (key.kind() == Kind.ANONYMOUS) {
            return newReader().readPerson(null, key.id(), view) ? RecordDecoder.decode(view) : null;
        }
        return newReader().read(key.kind(), key.id(), view) ? RecordDecoder.decode(view) : null;
    }

    /** The person who claimed this anonymous id, or the visitor's own profile, or null. */
    public @Nullable ProfileData findByAnonymousId(String anonymousId) {
        return ProfileKey.problemWith(anonymousId) == null ? find(new ProfileKey(Kind.ANONYMOUS, anonymousId)) : null;
    }

    /** A reader for one thread. */
    public ProfileReader newReader() {
        requireOpen();
        return new ProfileReader(map);
    }

    /**
     * Takes another schema into use for what is written from now on; views of the layouts before it go on working.
     *
     * @throws StoreException if an attribute changed its type without a declared and possible conversion; the current
     *     layout then stays
     */
    public synchronized ProfileLayout adopt(Schema schema) {
        requireOpen();
        try {
            layout = layoutFor(schema, history, dictionary, folder);
            return layout;
        } catch (IOException e) {
            throw cannot("given another layout", folder.path(), e);
        }
    }

    /** The layout that is written now. */
    public ProfileLayout layout() {
        return layout;
    }

    /** A record that a view gave out with {@link ProfileView#copyRawTo}, however long ago. */
    public ProfileData decode(Kind kind, byte[] raw, int offset, int length) {
        return layout.decode(kind, raw, offset, length);
    }

    /** How many entries there are: profiles, and anonymous ids that lead to one. */
    public long size() {
        return entries.size();
    }

    /** The most entries there can be. */
    public long capacity() {
        return settings.size().capacity();
    }

    /** How full it is, 0 to 1: by entries, or by bytes where profiles are larger than expected. */
    public double fill() {
        double byEntries = (double) size() / capacity();
        return closed ? byEntries : Math.max(byEntries, map.bloat());
    }

    /**
     * Copies a store that nobody uses into one of another capacity, which then takes its place at once.
     *
     * @throws StoreException if it is in use, not there, or holds more than the new capacity
     */
    public static void resize(Path dir, long newCapacity, ProgressListener progress) {
        StoreFolder folder = lock(dir);
        try (folder) {
            new StoreResize(folder, newCapacity, progress).run();
        } catch (IOException | IllegalStateException e) {
            throw cannot("resized", dir, e);
        }
    }

    /** Writes what is waiting, then closes the files and marks them whole. Readers must have stopped. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try (folder) {
            queue.close();
            closed = true;
            map.close();
            dictionary.close();
            if (!entries.isBroken()) {
                redo.wipe();
                folder.markClean();
            }
        } catch (IOException e) {
            LOG.error("The profile store could not be closed in order; it will be recovered when opened", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Interrupted while the profile store closed; it will be recovered when opened");
        }
    }

    private static ProfileStore open(StoreFolder folder, Schema schema, StoreOptions options, Metrics metrics)
            throws IOException {
        LayoutHistory history = LayoutFile.load(folder.layouts());
        DictionaryFile dictionary = DictionaryFile.open(folder.dictionary(), options.dictionaryLimit());
        ProfileLayout layout = layoutFor(schema, history, dictionary, folder);
        StoreSettings settings = settings(folder, layout, options);
        boolean clean = folder.isClean();
        ProfileMap map = StoreOpener.openMap(folder, settings);
        StoreFiles files = new StoreFiles(
                settings, dictionary, history, RedoSlot.open(folder.redo()), StoreMark.open(folder.mark()), map);
        StoreOpener.bringUp(files, clean);
        ProfileStore store = new ProfileStore(folder, files, layout, options, metrics);
        store.queue.start();
        return store;
    }

    private static ProfileLayout layoutFor(
            Schema schema, LayoutHistory history, DictionaryFile dictionary, StoreFolder folder) throws IOException {
        int known = history.versions().size();
        LayoutVersion version = history.adopt(schema);
        if (history.versions().size() > known) {
            // Before the first record that needs it.
            LayoutFile.save(history, folder.layouts());
        }
        return new ProfileLayout(schema, version, history, dictionary.dictionary());
    }

    private static StoreSettings settings(StoreFolder folder, ProfileLayout layout, StoreOptions options)
            throws IOException {
        StoreSettings existing = folder.settings();
        if (existing != null) {
            if (existing.size().capacity() != options.capacity()) {
                LOG.info(
                        "The profile store keeps its capacity of {}; 'kairos resize' changes it",
                        existing.size().capacity());
            }
            return existing;
        }
        int average = options.averageRecordBytes() > 0
                ? options.averageRecordBytes()
                : Math.min(options.maxRecordBytes(), layout.expectedRecordBytes());
        StoreSettings made = new StoreSettings(new MapSize(options.capacity(), average, options.maxRecordBytes()), 1);
        folder.save(made);
        return made;
    }

    private static StoreFolder lock(Path dir) {
        try {
            return StoreFolder.open(dir);
        } catch (IOException e) {
            throw cannot("opened", dir, e);
        }
    }

    private static void release(StoreFolder folder, Exception reason) {
        try {
            folder.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static StoreException cannot(String what, Path dir, Exception e) {
        return new StoreException("the profile store " + dir + " cannot be " + what + ": " + e.getMessage(), e);
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("the profile store " + folder.path() + " is closed");
        }
    }
}
