package dev.kairos.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Small text files whose last line is a checksum of the others, so that a flipped bit shows. Older ones have none. */
final class CheckedText {

    private static final String CHECK = "check ";

    private CheckedText() {}

    static void replace(Path file, String text) throws IOException {
        DurableFiles.replace(file, text + CHECK + checksum(text) + "\n");
    }

    /**
     * The text without its checksum.
     *
     * @throws StoreException if it is not what was written
     */
    static String read(Path file) throws IOException {
        String whole = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int at = whole.lastIndexOf('\n', whole.length() - 2) + 1;
        if (!whole.startsWith(CHECK, at)) {
            return utf8(whole);
        }
        String text = utf8(whole.substring(0, at));
        if (!whole.substring(at).equals(CHECK + checksum(text) + "\n")) {
            throw new StoreException(file + " is damaged: its checksum does not match");
        }
        return text;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
