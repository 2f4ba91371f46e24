package dev.kairos.http;

import java.util.Arrays;

/** Puts frames of HTTP/2 together in an array, several of them at a time. One event loop. */
final class FrameWriter {

    private static final int HEAD = 9;
    private static final byte DATA = 0;
    private static final byte HEADERS = 1;
    private static final byte END_STREAM = 1;
    private static final byte END_HEADERS = 4;

    private byte[] bytes = new byte[4096];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /**
     * HEADERS.
     *
     * @param block at most as long as the smallest frame that every peer takes, 16 KiB
     * @param first whether it is the first on its connection
     */
    void headers(int stream, byte[] block, int blockLength, boolean first, boolean end) {
        int told = first ? 1 : 0;
        head(blockLength + told, HEADERS, (byte) (END_HEADERS | (end ? END_STREAM : 0)), stream);
        if (first) {
            bytes[length++] = Hpack.NO_TABLE;
        }
        append(block, 0, blockLength);
    }

    /** DATA, in as many frames as it takes. */
    void data(int stream, byte[] body, int from, int to, boolean end) {
        int at = from;
        do {
            int next = Math.min(to, at + H2Codec.LARGEST_FRAME);
            head(next - at, DATA, end && next == to ? END_STREAM : 0, stream);
            append(body, at, next);
            at = next;
        } while (at < to);
    }

    private void head(int payload, byte type, byte flags, int stream) {
        if (length + HEAD + payload + 1 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + HEAD + payload + 1));
        }
        bytes[length] = (byte) (payload >>> 16);
        bytes[length + 1] = (byte) (payload >>> 8);
        bytes[length + 2] = (byte) payload;
        bytes[length + 3] = type;
        bytes[length + 4] = flags;
        bytes[length + 5] = (byte) (stream >>> 24);
        bytes[length + 6] = (byte) (stream >>> 16);
        bytes[length + 7] = (byte) (stream >>> 8);
        bytes[length + 8] = (byte) stream;
        length += HEAD;
    }

    private void append(byte[] from, int at, int to) {
        System.arraycopy(from, at, bytes, length, to - at);
        length += to - at;
    }
}
