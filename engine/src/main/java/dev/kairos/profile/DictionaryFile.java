package dev.kairos.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of a store, appended in the order of their codes: u16 length, int CRC-32C, UTF-8. A word is handed to the
 * operating system before a record can use its code, so a killed process leaves at worst half a word at the end that no
 * record refers to; it is cut off. One thread.
 */
final class DictionaryFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DictionaryFile.class);
    private static final int HEAD_BYTES = 6;

    private final FileChannel channel;
    private final Dictionary dictionary;
    private final ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES + Utf8.MAX_WORD_BYTES);

    private DictionaryFile(FileChannel channel, int limit) {
        this.channel = channel;
        this.dictionary = new Dictionary(limit, (word, code) -> append(word));
    }

    static DictionaryFile open(Path file, int limit) throws IOException {
        return open(file, limit, 0);
    }

    /**
     * @param least how many words the store knows to have used
     * @throws StoreException if fewer are whole; the file is left as it is
     */
    static DictionaryFile open(Path file, int limit, long least) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        DictionaryFile opened = new DictionaryFile(channel, limit);
        try {
            opened.load(file, least);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return opened;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /** Asks the disk, too, to have it. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void load(Path file, long least) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // until the whole file is there
        }
        all.flip();
        int whole = 0;
        while (readWord(all)) {
            whole = all.position();
        }
        if (dictionary.size() < least) {
            throw new StoreException(file + " is damaged: " + dictionary.size() + " words are whole of " + least);
        }
        if (whole < all.limit()) {
            LOG.warn("{}: cut off {} bytes of a word that was not written whole", file, all.limit() - whole);
            channel.truncate(whole);
        }
        channel.position(whole);
    }

    private boolean readWord(ByteBuffer all) {
        if (all.remaining() < HEAD_BYTES) {
            return false;
        }
        int length = all.getShort() & 0xFFFF;
        int checksum = all.getInt();
        if (length > Utf8.MAX_WORD_BYTES || length > all.remaining()) {
            return false;
        }
        byte[] word = new byte[length];
        all.get(word);
        if (checksum(word) != checksum) {
            return false;
        }
        dictionary.add(Utf8.decode(word, 0, length));
        return true;
    }

    private void append(String word) {
        byte[] bytes = Utf8.encode(word);
        buffer.clear()
                .putShort((short) bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the dictionary cannot be written", e);
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        // The length as well, so that a run of zeros is no empty word.
        crc.update(bytes.length + 1);
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
