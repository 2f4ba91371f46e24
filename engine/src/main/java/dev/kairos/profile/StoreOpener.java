package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NavigableSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the files of a store: makes them, opens them, or recovers them, by what is there, and then looks at every entry.
 * The entries must come to what the mark says, so that nothing that is damaged or lost goes unnoticed: about a second per
 * million entries. A large store that was closed in order is believed, and audited while it is used.
 */
final class StoreOpener {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOpener.class);

    private final StoreFolder folder;
    private final StoreOptions options;

    StoreOpener(StoreFolder folder, StoreOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /**
     * The files of a store that is there.
     *
     * @throws StoreException if it cannot be trusted; its files are then closed
     */
    StoreFiles open(StoreSettings settings) throws IOException {
        boolean clean = folder.isClean();
        boolean believed = clean && !folder.isOfAnotherBoot();
        requireWhole(clean);
        SnapshotFolder.finish(folder.snapshots());
        LayoutHistory history = LayoutFile.load(folder.layouts());
        StoreMark mark = StoreMark.open(folder.mark());
        DictionaryFile dictionary =
                DictionaryFile.open(folder.dictionary(), options.dictionaryLimit(), mark.state().words);
        try {
            RedoSlot redo = RedoSlot.open(folder.redo());
            ProfileMap map = openMap(folder, settings);
            try {
                Stock known = believed ? onRecord(map, mark) : null;
                Stock stock = known != null
                        ? known
                        : bringUp(new StoreFiles(settings, dictionary, history, redo, mark, map, null), clean);
                return new StoreFiles(settings, dictionary, history, redo, mark, map, stock);
            } catch (RuntimeException | InternalError e) {
                map.close();
                throw e;
            }
        } catch (IOException | RuntimeException | InternalError e) {
            dictionary.close();
            throw e;
        }
    }

    /** The map, after which the store no longer counts as closed in order. */
    static ProfileMap openMap(StoreFolder folder, StoreSettings settings) throws IOException {
        Path file = folder.map(settings);
        if (!Files.exists(file)) {
            throw new StoreException(file + " is missing");
        }
        if (folder.isClean()) {
            folder.unmarkClean();
            return ProfileMap.open(file, settings.size());
        }
        return recover(file, settings.size());
    }

    /** Makes the files of a store without entries. */
    static void create(StoreFolder folder, StoreSettings settings) throws IOException {
        createMap(folder.map(settings), settings.size());
        StoreMark.open(folder.mark()).set(new StoreState());
        folder.markClean();
        folder.save(settings);
    }

    /** Under another name first: a process killed meanwhile leaves no half-made map behind. */
    static void createMap(Path file, MapSize size) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        ProfileMap.open(beside, size).close();
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void requireWhole(boolean clean) throws IOException {
        if (folder.isRestoring()) {
            throw new StoreException("restoring it from a snapshot was broken off");
        }
        if (!clean && folder.isOfAnotherBoot()) {
            throw new StoreException("it was open when the machine went down, so what it wrote last may be lost");
        }
    }

    /** What was there when it was closed, for a store that would take long to look at; null when that cannot be told. */
    private @Nullable Stock onRecord(ProfileMap map, StoreMark mark) {
        if (map.size() <= options.checkedFirst() || !mark.isFound() || map.size() != mark.state().entries) {
            return null;
        }
        NavigableSet<Long> chunks = WakeUpFile.load(folder.wakeUps(), mark.state());
        return chunks == null ? null : new Stock(mark.state(), chunks, false);
    }

    /** Finishes what a killed process was writing, and compares what is there with what there should be. */
    private static Stock bringUp(StoreFiles files, boolean clean) {
        if (!clean) {
            long capacity = files.settings().size().capacity();
            new EntryWriter(
                            files.map(),
                            files.redo(),
                            files.mark(),
                            files.dictionary().dictionary(),
                            capacity)
                    .redo();
        }
        Stock stock = Stock.take(files.map());
        StoreMark mark = files.mark();
        if (!mark.isFound() && files.settings().isMarked()) {
            throw new StoreException("its mark of how far it has got is missing or damaged");
        }
        if (!mark.isFound()) {
            stock.state().words = files.dictionary().dictionary().size();
            mark.set(stock.state());
        }
        requireSame(stock.state(), mark.state());
        return stock;
    }

    /** @throws StoreException if they are not */
    static void requireSame(StoreState counted, StoreState known) {
        if (counted.entries != known.entries) {
            throw new StoreException(
                    "its map is damaged: " + counted.entries + " entries are whole of " + known.entries);
        }
        if (!counted.sameEntriesAs(known)) {
            throw new StoreException("its map is damaged: its entries do not match their checksum");
        }
    }

    private static ProfileMap recover(Path file, MapSize size) throws IOException {
        LOG.info("{} was not closed in order: recovering it, which takes some seconds per million profiles", file);
        AtomicInteger corrupt = new AtomicInteger();
        ProfileMap map = ProfileMap.recover(file, size, corruption -> {
            corrupt.incrementAndGet();
            LOG.debug("Recovered from: {}", corruption.message(), corruption.exception());
        });
        LOG.info("{} is recovered: {} entries, {} faults mended", file, map.size(), corrupt.get());
        return map;
    }
}
