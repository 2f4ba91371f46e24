package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes holes of zeros in a snapshot where the entries of some identities are, takes their wake-ups out of the lists they
 * are in, and mends checksums and digest. What is to be written is put on the disk beside the snapshot first, so that a
 * process killed meanwhile leaves one that can be finished.
 */
final class SnapshotBlanking {

    private final Path file;
    private final BlankedKeys keys;
    private final EntryHash hash = new EntryHash();
    private final Set<String> counted = new HashSet<>();
    private final List<SnapshotPatch.Piece> pieces = new ArrayList<>();
    private int found;

    SnapshotBlanking(Path file, Collection<ProfileKey> keys) {
        this.file = file;
        this.keys = new BlankedKeys(keys);
    }

    /** Returns how many entries were found. A snapshot that cannot be read is deleted: nobody can tell what is in it. */
    int run() throws IOException {
        SnapshotPatch.finish(file);
        try (SnapshotReader reader = new SnapshotReader(file)) {
            StoreState state = reader.header().state();
            for (SnapshotReader.Block block = reader.next(); block != null; block = reader.next()) {
                blank(block, state);
            }
            if (found > 0) {
                byte[] header = reader.header().bytes();
                pieces.add(SnapshotPatch.checked(Long.BYTES, header, header.length));
            }
        } catch (StoreException unreadable) {
            Files.delete(file);
            return 0;
        }
        if (found > 0) {
            SnapshotPatch.apply(file, pieces);
        }
        return found;
    }

    private void blank(SnapshotReader.Block block, StoreState state) {
        int before = found;
        ByteBuffer in = ByteBuffer.wrap(block.bytes(), 0, block.length());
        while (in.hasRemaining()) {
            int at = in.position();
            int keyBytes = in.getShort() & 0xFFFF;
            int recordBytes = in.getInt();
            if (keyBytes > 0) {
                look(in, at, keyBytes, recordBytes, state);
            }
            in.position(at + SnapshotFormat.ENTRY_HEAD_BYTES + keyBytes + recordBytes);
        }
        if (found > before) {
            pieces.add(SnapshotPatch.checked(block.at(), block.bytes(), block.length()));
        }
    }

    private void look(ByteBuffer in, int at, int keyBytes, int recordBytes, StoreState state) {
        int keyAt = at + SnapshotFormat.ENTRY_HEAD_BYTES;
        Raw key = new Raw(keyBytes);
        key.set(in.array(), keyAt, keyBytes);
        if (keys.has(key)) {
            Raw record = raw(in, keyAt + keyBytes, recordBytes);
            count(key, record, null, state);
            hole(in, at, SnapshotFormat.ENTRY_HEAD_BYTES + keyBytes + recordBytes);
        } else if (TimerChunk.isKey(key)) {
            Raw record = raw(in, keyAt + keyBytes, recordBytes);
            Raw rest = raw(in, keyAt + keyBytes, recordBytes);
            if (TimerChunk.removeAll(rest, keys::has)) {
                count(key, record, rest, state);
                replace(in, at, key, recordBytes, rest);
            }
        }
    }

    /** Once for an entry that is in the snapshot twice. */
    private void count(Raw key, Raw before, Raw after, StoreState state) {
        found++;
        if (!counted.add(Utf8.decode(key.copy()) + "/" + key.length)) {
            return;
        }
        hash.of(key, before);
        state.subtract(hash);
        if (after != null && !TimerChunk.isEmpty(after)) {
            hash.of(key, after);
            state.add(hash);
        }
    }

    private static void replace(ByteBuffer in, int at, Raw key, int recordBytes, Raw rest) {
        int whole = SnapshotFormat.ENTRY_HEAD_BYTES + key.length + recordBytes;
        if (TimerChunk.isEmpty(rest)) {
            hole(in, at, whole);
            return;
        }
        int kept = SnapshotFormat.ENTRY_HEAD_BYTES + key.length + rest.length;
        in.putInt(at + Short.BYTES, rest.length);
        in.put(at + SnapshotFormat.ENTRY_HEAD_BYTES + key.length, rest.bytes, 0, rest.length);
        hole(in, at + kept, whole - kept);
        // So that whoever goes on from here finds the hole after what is left.
    }

    private static void hole(ByteBuffer in, int at, int bytes) {
        for (int i = at; i < at + bytes; i++) {
            in.put(i, (byte) 0);
        }
        in.putInt(at + Short.BYTES, bytes - SnapshotFormat.ENTRY_HEAD_BYTES);
    }

    private static Raw raw(ByteBuffer in, int at, int bytes) {
        Raw raw = new Raw(bytes);
        raw.set(in.array(), at, bytes);
        return raw;
    }
}
