package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of a queue from its beginning without the queue, which would wait for what is missing or take it for the
 * end. A file is a chain of documents, each a header (4) and its bytes, at multiples of 4: the header is the length, with
 * one bit for a document that is not whole and one for those that are the queue's own. After the last there are zeros, or
 * the mark that there will be no more. Reads some gigabytes a second when the file is in memory.
 */
final class FileWalk {

    /** Takes the records in their order. */
    interface Visitor {
        /**
         * @param at of its first byte in the file
         * @param record with its frame; its bytes are gone after the call
         */
        void visit(long sequence, long at, ByteBuffer record) throws IOException;
    }

    private static final int HEADER_BYTES = 4;
    private static final int OWN = 1 << 30;
    private static final int LENGTH_BITS = OWN - 1;
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final RecordFrame frame = new RecordFrame();
    private ByteBuffer window = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long windowAt;
    private long end;
    private long documents;
    private long soundDocuments;
    private boolean cutShort;
    private boolean silentAfterEnd = true;

    private FileWalk(FileChannel channel) {
        this.channel = channel;
        window.limit(0);
    }

    /** Walks to the end of the chain. */
    static FileWalk of(Path file, @Nullable Visitor visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileWalk walk = new FileWalk(channel);
            walk.walk(visitor);
            walk.listen();
            return walk;
        }
    }

    /** Where the chain ends. */
    long end() {
        return end;
    }

    /** How many documents the chain has. */
    long documents() {
        return documents;
    }

    /** How many there are up to the last one whose records match their checksums or are blank. */
    long soundDocuments() {
        return soundDocuments;
    }

    /** Whether the file ends in the middle of a document. */
    boolean isCutShort() {
        return cutShort;
    }

    /** Whether there is nothing but zeros behind the chain. */
    boolean isSilentAfterEnd() {
        return silentAfterEnd;
    }

    private void walk(@Nullable Visitor visitor) throws IOException {
        while (has(HEADER_BYTES)) {
            int header = window.getInt(at());
            if (header <= 0) {
                return;
            }
            int length = header & LENGTH_BITS;
            boolean own = (header & OWN) != 0;
            if (!isThere(length) || !own && !has(HEADER_BYTES + (long) length)) {
                cutShort = true;
                return;
            }
            if (!own) {
                document(length, visitor);
            }
            end = (end + HEADER_BYTES + length + HEADER_BYTES - 1) & -HEADER_BYTES;
        }
        cutShort = end < channel.size();
    }

    private boolean isThere(int length) throws IOException {
        return end + HEADER_BYTES + length <= channel.size();
    }

    private void document(int length, @Nullable Visitor visitor) throws IOException {
        ByteBuffer record = window.slice(at() + HEADER_BYTES, length).order(ByteOrder.LITTLE_ENDIAN);
        if (visitor != null) {
            visitor.visit(documents, end + HEADER_BYTES, record);
        }
        documents++;
        if (length >= RecordFrame.BYTES && frame.firstUnsound(record) < 0) {
            soundDocuments = documents;
        }
    }

    private int at() {
        return (int) (end - windowAt);
    }

    /** Has so many bytes from the chain's end on in the window. */
    private boolean has(long bytes) throws IOException {
        if (end + bytes <= windowAt + window.limit() && end >= windowAt) {
            return true;
        }
        if (end + bytes > channel.size()) {
            return false;
        }
        if (bytes > window.capacity()) {
            window = ByteBuffer.allocate((int) bytes + BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }
        window.clear();
        windowAt = end;
        while (window.hasRemaining() && channel.read(window, windowAt + window.position()) > 0) {
            // until the window is full or the file ends
        }
        window.flip();
        return window.limit() >= bytes;
    }

    private void listen() throws IOException {
        // the mark that there will be no more is no noise
        long from = has(HEADER_BYTES) && window.getInt(at()) == (Integer.MIN_VALUE | OWN) ? end + HEADER_BYTES : end;
        ByteBuffer rest = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = from; silentAfterEnd && channel.read(rest.clear(), at) > 0; at += rest.limit()) {
            rest.flip();
            while (rest.hasRemaining() && silentAfterEnd) {
                silentAfterEnd = rest.get() == 0;
            }
        }
    }
}
