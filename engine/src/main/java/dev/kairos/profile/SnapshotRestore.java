package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills an empty folder with the store that a snapshot was taken of. */
final class SnapshotRestore {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRestore.class);
    private static final int STEP = 10_000;

    private final StoreFolder folder;
    private final int dictionaryLimit;
    private final Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
    private final Raw record = new Raw(1_024);
    private long done;

    SnapshotRestore(StoreFolder folder, int dictionaryLimit) {
        this.folder = folder;
        this.dictionaryLimit = dictionaryLimit;
    }

    /** @throws StoreException if the snapshot cannot be used; the message says why */
    void run(Path snapshot, ProgressListener progress) throws IOException {
        try (SnapshotReader reader = new SnapshotReader(snapshot)) {
            SnapshotHeader header = reader.header();
            StoreSettings settings = StoreSettings.first(header.size());
            StoreOpener.createMap(folder.map(settings), header.size());
            CheckedText.replace(folder.layouts(), header.layouts());
            putWords(header);
            putEntries(reader, settings, progress);
            StoreMark.open(folder.mark()).set(header.state());
            folder.markClean();
            folder.save(settings);
            LOG.info("Restored {} entries from {}", header.state().entries, snapshot);
        }
    }

    private void putWords(SnapshotHeader header) throws IOException {
        try (DictionaryFile dictionary = DictionaryFile.open(folder.dictionary(), dictionaryLimit)) {
            for (String word : header.words()) {
                if (dictionary.dictionary().codeOrAdd(word) == Dictionary.FULL) {
                    throw new StoreException("the dictionary may have " + dictionaryLimit
                            + " words, and the snapshot has " + header.words().size());
                }
            }
            dictionary.force();
        }
    }

    private void putEntries(SnapshotReader reader, StoreSettings settings, ProgressListener progress)
            throws IOException {
        long total = reader.header().state().entries;
        try (ProfileMap map = ProfileMap.open(folder.map(settings), settings.size())) {
            for (SnapshotReader.Block block = reader.next(); block != null; block = reader.next()) {
                put(block, map, progress, total);
            }
            if (map.size() != total) {
                throw new StoreException("the snapshot has " + map.size() + " entries, and should have " + total);
            }
        }
        progress.at(total, total);
    }

    private void put(SnapshotReader.Block block, ProfileMap map, ProgressListener progress, long total) {
        ByteBuffer in = ByteBuffer.wrap(block.bytes(), 0, block.length());
        while (in.hasRemaining()) {
            int keyBytes = in.getShort() & 0xFFFF;
            int recordBytes = in.getInt();
            if (keyBytes > 0) {
                key.set(block.bytes(), in.position(), keyBytes);
                record.set(block.bytes(), in.position() + keyBytes, recordBytes);
                map.put(key, record);
                if (++done % STEP == 0) {
                    progress.at(Math.min(done, total), total);
                }
            }
            in.position(in.position() + keyBytes + recordBytes);
        }
    }
}
