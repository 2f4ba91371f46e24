package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the map of a store: makes it, opens it, or recovers it, by what is there. */
final class StoreOpener {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOpener.class);

    private StoreOpener() {}

    /** The map, after which the store no longer counts as closed in order. */
    static ProfileMap openMap(StoreFolder folder, StoreSettings settings) throws IOException {
        Path file = folder.map(settings);
        if (!Files.exists(file)) {
            create(file, settings.size());
            folder.markClean();
        }
        if (folder.isClean()) {
            folder.unmarkClean();
            return ProfileMap.open(file, settings.size());
        }
        return recover(file, settings.size());
    }

    /** Finishes what a killed process was writing, and takes stock of a store that comes without a mark. */
    static void bringUp(StoreFiles files, boolean clean) {
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
        if (!files.mark().isFound()) {
            StoreState counted = count(files.map());
            counted.words = files.dictionary().dictionary().size();
            files.mark().set(counted);
        }
    }

    /** What the entries of the map come to. */
    static StoreState count(ProfileMap map) {
        StoreState counted = new StoreState();
        EntryHash hash = new EntryHash();
        map.forEach((key, record) -> {
            hash.of(key, record);
            counted.add(hash);
        });
        return counted;
    }

    /** Under another name first: a process killed meanwhile leaves no half-made map behind. */
    private static void create(Path file, MapSize size) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        ProfileMap.open(beside, size).close();
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
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
