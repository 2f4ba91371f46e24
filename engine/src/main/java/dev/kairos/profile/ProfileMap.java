package dev.kairos.profile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.openhft.chronicle.hash.ChronicleHashCorruption;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import net.openhft.chronicle.map.MapSegmentContext;

/**
 * The persisted map of raw keys to raw records: what there is of Chronicle Map in Kairos. One thread writes, any thread
 * reads; a read copies the record under its segment's read lock and allocates nothing.
 */
final class ProfileMap implements AutoCloseable {

    /** A key with its kind. */
    private static final int AVERAGE_KEY_BYTES = 16;

    private final ChronicleMap<Raw, Raw> map;
    private final int allTiers;
    private final PlaceInMap place = new PlaceInMap();

    private ProfileMap(ChronicleMap<Raw, Raw> map) {
        this.map = map;
        this.allTiers = Math.max(1, (int) Math.round(MapSize.MAX_BLOAT * map.segments()));
    }

    /** Makes the file, or opens one that was closed in order. */
    static ProfileMap open(Path file, MapSize size) throws IOException {
        return new ProfileMap(builder(size).createPersistedTo(file.toFile()));
    }

    /** Opens a file whose last writer may have been killed: takes locks away, drops entries that are not whole, wipes free space. */
    static ProfileMap recover(Path file, MapSize size, ChronicleHashCorruption.Listener lost) throws IOException {
        File existing = file.toFile();
        ChronicleMap<Raw, Raw> recovered = builder(size).recoverPersistedTo(existing, true, lost);
        new FreeSpace(recovered).wipe();
        return new ProfileMap(recovered);
    }

    private static ChronicleMapBuilder<Raw, Raw> builder(MapSize size) {
        RawMarshaller marshaller = new RawMarshaller();
        return ChronicleMapBuilder.of(Raw.class, Raw.class)
                .name("profiles")
                .entries(size.entries())
                .minSegments(size.segments())
                .averageKeySize(AVERAGE_KEY_BYTES)
                .averageValueSize(size.averageRecordBytes())
                .keyMarshallers(marshaller, marshaller)
                .valueMarshallers(marshaller, marshaller)
                .maxBloatFactor(MapSize.MAX_BLOAT)
                .maxChunksPerEntry(size.maxChunks())
                .actualChunkSize(size.chunkBytes())
                .checksumEntries(true)
                .putReturnsNull(true)
                .removeReturnsNull(true)
                .skipCloseOnExitHook(true);
    }

    /** Copies the record into {@code into}; false when there is none. */
    boolean get(Raw key, Raw into) {
        return map.getUsing(key, into) != null;
    }

    /** The old record's bytes are gone from the file afterwards, wherever the new one lies. */
    void put(Raw key, Raw record) {
        try (ExternalMapQueryContext<Raw, Raw, ?> context = map.queryContext(key)) {
            context.writeLock().lock();
            MapEntry<Raw, Raw> entry = context.entry();
            if (entry == null) {
                context.insert(context.absentEntry(), context.wrapValueAsData(record));
                return;
            }
            place.note(entry);
            boolean sameLength = place.recordBytes() == record.length;
            if (!sameLength) {
                place.wipeRecord();
            }
            context.replaceValue(entry, context.wrapValueAsData(record));
            if (!sameLength && place.hasMoved(entry)) {
                place.wipeKey();
            }
        }
    }

    /** Its bytes are gone from the file afterwards. */
    void remove(Raw key) {
        try (ExternalMapQueryContext<Raw, Raw, ?> context = map.queryContext(key)) {
            context.writeLock().lock();
            MapEntry<Raw, Raw> entry = context.entry();
            if (entry != null) {
                place.note(entry);
                place.wipeRecord();
                context.remove(entry);
                place.wipeKey();
            }
        }
    }

    /** Says that most of it may not be in memory, and is read by key. */
    void expectColdReads() {
        PageAdvice.on(file()).readAlone();
    }

    /** Says that all of it has been read. */
    void expectWarmReads() {
        PageAdvice.on(file()).readAsUsual();
    }

    Path file() {
        return map.file().toPath();
    }

    long size() {
        return map.longSize();
    }

    /** How many more pieces of file the map can take into use. At 0 a write that needs more room would fail half-way. */
    int tiersLeft() {
        return map.remainingAutoResizes();
    }

    /** How much of what it may take into use over the expected size it has, 0 to 1. */
    double bloat() {
        return Math.max(0.0, 1.0 - (double) tiersLeft() / allTiers);
    }

    /** Every entry, in no order; the arguments are reused. */
    void forEach(BiConsumer<Raw, Raw> action) {
        Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
        Raw record = new Raw(1_024);
        map.forEachEntry(entry -> {
            entry.key().getUsing(key);
            entry.value().getUsing(record);
            action.accept(key, record);
        });
    }

    /** The segment that has this key, or would have it. */
    int segmentOf(Raw key) {
        try (ExternalMapQueryContext<Raw, Raw, ?> context = map.queryContext(key)) {
            return context.segmentIndex();
        }
    }

    int segments() {
        return map.segments();
    }

    /** The keys of a segment until there are enough, under its update lock; the argument is reused. */
    void forEachKeyOf(int segment, Predicate<Raw> more) {
        Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
        try (MapSegmentContext<Raw, Raw, ?> context = map.segmentContext(segment)) {
            context.forEachSegmentEntryWhile(entry -> {
                entry.key().getUsing(key);
                return more.test(key);
            });
        }
    }

    /** Every entry of a segment, under its update lock: readers go on, the writer waits. The arguments are reused. */
    void forEachOf(int segment, BiConsumer<Raw, Raw> action) {
        Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
        Raw record = new Raw(1_024);
        try (MapSegmentContext<Raw, Raw, ?> context = map.segmentContext(segment)) {
            context.forEachSegmentEntry(entry -> {
                entry.key().getUsing(key);
                entry.value().getUsing(record);
                action.accept(key, record);
            });
        }
    }

    /** Every key, in no order; the argument is reused. */
    void forEachKey(Consumer<Raw> action) {
        Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
        map.forEachEntry(entry -> {
            entry.key().getUsing(key);
            action.accept(key);
        });
    }

    @Override
    public void close() {
        map.close();
    }
}
