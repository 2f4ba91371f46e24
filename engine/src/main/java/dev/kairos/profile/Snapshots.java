package dev.kairos.profile;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots of a store that goes on being written. A snapshot has every entry as it was after one record of the
 * journal: the map is copied segment by segment, leaving out what was changed since, and the writer hands over each entry
 * as it was before it changes it for the first time. Any thread, but not the writer's; one call at a time, others wait.
 */
public final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final StoreFolder folder;
    private final StoreFiles files;
    private final EntryWriter entries;
    private final RecordGate gate;
    private volatile long lastTimeMs;
    private volatile long lastBytes;
    private volatile long lastNs;
    private volatile long longestHoldNs;
    private volatile boolean stopping;

    Snapshots(StoreFolder folder, StoreFiles files, EntryWriter entries, RecordGate gate, Metrics metrics) {
        this.folder = folder;
        this.files = files;
        this.entries = entries;
        this.gate = gate;
        metrics.gauge(Metric.SNAPSHOT_TIME, () -> lastTimeMs / 1e3);
        metrics.gauge(Metric.SNAPSHOT_BYTES, () -> lastBytes);
        metrics.gauge(Metric.SNAPSHOT_SECONDS, () -> lastNs / 1e9);
    }

    /**
     * Takes one; returns when it is on the disk and older ones than the newest {@code keep} are deleted.
     *
     * @param pack is found in it again by whoever restores it
     * @throws StoreException if it cannot be written, or the store is closed meanwhile; nothing is left of it then
     */
    public synchronized Snapshot take(byte[] pack, int keep) {
        long startNs = System.nanoTime();
        try {
            Files.createDirectories(folder.snapshots());
            Snapshot taken = write(pack.clone());
            SnapshotFolder.tidy(folder.snapshots(), keep);
            lastTimeMs = taken.timeMs();
            lastBytes = taken.bytes();
            lastNs = System.nanoTime() - startNs;
            LOG.info("A snapshot of {} entries took {} ms", taken.entries(), TimeUnit.NANOSECONDS.toMillis(lastNs));
            return taken;
        } catch (IOException e) {
            throw new StoreException("a snapshot could not be written to " + folder.snapshots() + ": " + e, e);
        }
    }

    /** Those whose header can be read, newest first. */
    public synchronized List<Snapshot> list() {
        List<Snapshot> readable = new ArrayList<>();
        try {
            for (Path file : SnapshotFolder.newestFirst(folder.snapshots())) {
                try (SnapshotReader reader = new SnapshotReader(file)) {
                    StoreState state = reader.header().state();
                    readable.add(new Snapshot(file, state.position, state.timeMs, state.entries, Files.size(file)));
                } catch (StoreException e) {
                    LOG.warn("{}", e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new StoreException("the snapshots in " + folder.snapshots() + " cannot be read: " + e, e);
        }
        return readable;
    }

    /**
     * Overwrites with zeros, in all snapshots, what is held under these identities, their wake-ups among it. A snapshot
     * under way is waited for.
     *
     * @return how many entries were found
     */
    public synchronized int blank(Collection<ProfileKey> keys) {
        try {
            int blanked = 0;
            for (Path file : SnapshotFolder.newestFirst(folder.snapshots())) {
                blanked += new SnapshotBlanking(file, keys).run();
            }
            return blanked;
        } catch (IOException e) {
            throw new StoreException("the snapshots in " + folder.snapshots() + " cannot be blanked: " + e, e);
        }
    }

    /** The longest that the last snapshot kept the lock of a segment, so that the writer may have waited for it. */
    public long longestHoldNs() {
        return longestHoldNs;
    }

    /** Gives up what is under way, and waits for it. */
    void close() {
        stopping = true;
        synchronized (this) {
            LOG.debug("No snapshot is under way");
        }
    }

    private Snapshot write(byte[] pack) throws IOException {
        StoreState state = new StoreState();
        if (!gate.enterUnless(() -> stopping)) {
            throw new StoreException("a snapshot could not begin: the writer is in the midst of a record");
        }
        PreImages changed;
        try {
            state.set(entries.state());
            state.words = files.dictionary().dictionary().size();
            changed = new PreImages(state.position);
            entries.tap(changed);
        } finally {
            gate.leave();
        }
        Path file = SnapshotFolder.file(folder.snapshots(), state.position);
        try (SnapshotWriter out = new SnapshotWriter(file, header(state, pack))) {
            copyAll(state.position, changed, out);
            entries.tap(null);
            changed.drainTo(out);
            return new Snapshot(file, state.position, state.timeMs, state.entries, out.finish());
        } finally {
            entries.tap(null);
            changed.close();
        }
    }

    private void copyAll(long position, PreImages changed, SnapshotWriter out) throws IOException {
        SegmentCopy copy = new SegmentCopy(position);
        ProfileMap map = files.map();
        long longest = 0;
        try (PageCache pages = new PageCache(map.file())) {
            for (int segment = 0; segment < map.segments(); segment++) {
                if (stopping) {
                    throw new StoreException("a snapshot was given up: the store is being closed");
                }
                pages.readTo((segment + 1.0) / map.segments());
                long startNs = System.nanoTime();
                copy.take(map, segment);
                longest = Math.max(longest, System.nanoTime() - startNs);
                changed.drainTo(out);
                copy.writeTo(out);
            }
        }
        longestHoldNs = longest;
    }

    private SnapshotHeader header(StoreState state, byte[] pack) {
        List<String> words = new ArrayList<>();
        for (int code = 0; code < state.words; code++) {
            words.add(files.dictionary().dictionary().word(code));
        }
        return new SnapshotHeader(state, files.settings().size(), LayoutFile.text(files.history()), words, pack);
    }
}
