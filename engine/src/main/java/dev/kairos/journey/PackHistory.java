package dev.kairos.journey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * From which position of the journal on which pack counts: a file of lines, each a position, a hash and a version. It
 * repeats what the journal says, so as not to read all of it at a start. The applier's thread adds, any reads.
 */
final class PackHistory {

    private final Path file;
    private final ConcurrentSkipListMap<Long, String> hashes = new ConcurrentSkipListMap<>();

    private PackHistory(Path file) {
        this.file = file;
    }

    /** Reads what there is; a last line that was cut off is passed over. */
    static PackHistory open(Path file) throws IOException {
        PackHistory history = new PackHistory(file);
        if (Files.exists(file)) {
            for (String line : Files.readString(file).split("\n")) {
                String[] parts = line.split(" ");
                if (parts.length == 3 && parts[0].matches("[0-9]{1,19}") && parts[1].matches("[0-9a-f]{64}")) {
                    history.hashes.put(Long.parseLong(parts[0]), parts[1]);
                }
            }
        }
        return history;
    }

    /** The hash of the pack that counts after the record at that position; null when none does yet. */
    @Nullable
    String at(long position) {
        Map.Entry<Long, String> entry = hashes.floorEntry(position);
        return entry == null ? null : entry.getValue();
    }

    /** The hash of the pack that counted first; null when none has yet. */
    @Nullable
    String first() {
        return hashes.isEmpty() ? null : hashes.firstEntry().getValue();
    }

    /** The hash of the pack that counts after all that was applied so far; null when none does yet. */
    @Nullable
    String last() {
        return at(Long.MAX_VALUE);
    }

    /** The position is that of the record that says so. Does nothing when it is known. On the disk when it returns. */
    void add(long position, JournalRecord.PackTurned pack) throws IOException {
        if (pack.hash().equals(hashes.put(position, pack.hash()))) {
            return;
        }
        Files.createDirectories(file.getParent());
        byte[] line = ("\n" + position + " " + pack.hash() + " "
                        + pack.version().replaceAll("\\s", "_") + "\n")
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
