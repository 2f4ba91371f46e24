package dev.kairos.profile;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of people, households and companies, off-heap in files of one folder. Many threads read, each through a
 * {@link ProfileReader} of its own; one thread writes, through {@link #writer()}. A change that was answered with
 * {@link WriteResult#done()} outlives the process however it ends (a power cut may take the last seconds).
 */
public final class ProfileStore implements AutoCloseable {

    /** Says to {@link #open(long, Path, Schema, StoreOptions, Metrics)} that nobody knows of a journal. */
    public static final long NO_JOURNAL = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);

    private final StoreFolder folder;
    private final StoreSettings settings;
    private final DictionaryFile dictionary;
    private final LayoutHistory history;
    private final RedoSlot redo;
    private final ProfileMap map;
    private final EntryWriter entries;
    private final StoreWriter writer;
    private final Snapshots snapshots;
    private final Auditor auditor;
    private volatile ProfileLayout layout;
    private volatile boolean closed;

    ProfileStore(StoreFolder folder, StoreFiles files, ProfileLayout layout, StoreOptions options, Metrics metrics) {
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
        Transaction transaction = new Transaction(map);
        Update update = new Update(transaction, layout, settings.size().maxRecordBytes(), metrics);
        FillWatch fill = new FillWatch(this::fill);
        Timers timers = new Timers(map, transaction, files.stock().timerChunks());
        this.writer = new StoreWriter(update, entries, timers, this::layout, new WriteCounts(fill, metrics));
        this.snapshots = new Snapshots(folder, files, entries, writer.gate(), metrics);
        this.auditor = new Auditor(map, entries, writer.gate(), files.stock().isCounted());
        if (needsAudit()) {
            map.expectColdReads();
        }
        metrics.gauge(Metric.PROFILES, this::size);
        metrics.gauge(Metric.PROFILE_STORE_FILL, this::fill);
    }

    /** Opens a store that has no journal behind it. */
    public static ProfileStore open(Path dir, Schema schema, StoreOptions options, Metrics metrics) {
        OpenResult result = open(NO_JOURNAL, dir, schema, options, metrics);
        if (result instanceof OpenResult.MustRebuild broken) {
            throw new StoreException(broken.reason());
        }
        return ((OpenResult.Opened) result).store();
    }

    /**
     * Opens the store in this folder, makes it if there is none, recovers it if it was not closed in order. Every entry is
     * looked at, which takes about a second per million; with more entries than {@link StoreOptions#checkedFirst} of a store
     * that was closed in order that is left to {@link #audit}.
     *
     * @param journalEnd the position of the last record of the journal, 0 when it has none; {@link #NO_JOURNAL}
     * @throws StoreException if it is in use, or its layout does not go with the schema; the message says what to do
     */
    public static OpenResult open(long journalEnd, Path dir, Schema schema, StoreOptions options, Metrics metrics) {
        return new StoreOpening(schema, options, metrics).open(dir, journalEnd);
    }

    /**
     * Makes the store anew in its place: from the newest snapshot that can be read, or empty. What the journal has after
     * its {@link #position()} is then to be applied; after that, {@link #rebuilt()} deletes what was put aside.
     */
    public static ProfileStore rebuild(
            Path dir, Schema schema, StoreOptions options, Metrics metrics, ProgressListener progress) {
        return new StoreOpening(schema, options, metrics).rebuild(dir, progress);
    }

    /** Says that the journal is applied: a damaged store that was put aside when this one was made is deleted. */
    public void rebuilt() {
        try {
            StoreRebuild.forget(folder);
        } catch (IOException e) {
            LOG.warn("The damaged profile store that was put aside cannot be deleted", e);
        }
    }

    /** What applies records of a journal; one thread. */
    public StoreWriter writer() {
        return writer;
    }

    /** Takes and keeps snapshots; any thread but the writer's. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** Whether entries are in use that nobody has looked at since the store was opened: {@link #audit} does. */
    public boolean needsAudit() {
        return !auditor.isDone();
    }

    /**
     * Counts all entries anew while the store is read and written, at half of a core, and compares. Some seconds per million; any
     * thread but the writer's. A store that is closed meanwhile is checked at the next start.
     *
     * @param delayMs how long to wait before
     * @throws StoreException when the store is damaged: it then takes no more changes, and the next start makes it anew
     */
    public void audit(long delayMs) {
        auditor.run(delayMs);
    }

    /** The ids of some people, spread over the store; for a few it is quick. */
    public List<String> someUserIds(int most) {
        requireOpen();
        return new IdSample(map, most).take();
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
        return Stock.take(map).state().digest();
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
            layout = StoreOpening.layoutFor(schema, history, dictionary, folder);
            return layout;
        } catch (IOException e) {
            throw StoreOpening.cannot("given another layout", folder.path(), e);
        }
    }

    /**
     * Whether the schema can be taken into use.
     *
     * @throws StoreException if it cannot, as {@link #adopt} would
     */
    public synchronized void check(Schema schema) {
        requireOpen();
        try {
            LayoutFile.load(folder.layouts()).adopt(schema);
        } catch (IOException e) {
            throw StoreOpening.cannot("given another layout", folder.path(), e);
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
        StoreFolder folder = StoreOpening.lock(dir);
        try (folder) {
            new StoreResize(folder, newCapacity, progress).run();
        } catch (IOException | IllegalStateException e) {
            throw StoreOpening.cannot("resized", dir, e);
        }
    }

    /** Closes the files and marks them whole. Readers and the writer must have stopped. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try (folder) {
            snapshots.close();
            auditor.close();
            closed = true;
            map.close();
            dictionary.close();
            if (!entries.isBroken()) {
                redo.wipe();
                // So that the next start can believe it, and look at it while it is used.
                WakeUpFile.save(
                        folder.wakeUps(), entries.state(), writer.timers().chunks());
                folder.markClean();
            }
        } catch (IOException e) {
            LOG.error("The profile store could not be closed in order; it will be recovered when opened", e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("the profile store " + folder.path() + " is closed");
        }
    }
}
