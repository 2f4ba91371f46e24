package dev.kairos.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of bytes, ended by LF, CR or CRLF. Of a line longer than {@value #MAX_BYTES} bytes only so many are kept.
 * Leaves out a byte order mark of UTF-8. One thread.
 */
final class ByteLines implements Closeable {

    static final int MAX_BYTES = 16 << 20;

    private final InputStream in;
    private final byte[] block = new byte[64 << 10];
    private byte[] line = new byte[4 << 10];
    private int position;
    private int limit;
    private int length;
    private long number;
    private boolean afterCr;
    private boolean cut;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false when there is none. What ends without a line end is a line as well. */
    boolean next() throws IOException {
        length = 0;
        cut = false;
        if (afterCr && hasMore() && block[position] == '\n') {
            position++;
        }
        afterCr = false;
        if (!hasMore()) {
            return false;
        }
        number++;
        while (hasMore()) {
            int from = position;
            while (position < limit && block[position] != '\n' && block[position] != '\r') {
                position++;
            }
            keep(from, position - from);
            if (position < limit) {
                afterCr = block[position++] == '\r';
                break;
            }
        }
        leaveOutMark();
        return true;
    }

    private boolean hasMore() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(block));
        }
        return limit > 0;
    }

    private void keep(int from, int count) {
        int kept = Math.min(count, MAX_BYTES - length);
        cut |= kept < count;
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_BYTES, Math.max(line.length * 2, length + kept)));
        }
        System.arraycopy(block, from, line, length, kept);
        length += kept;
    }

    private void leaveOutMark() {
        if (number == 1 && length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
            length -= 3;
            System.arraycopy(line, 3, line, 0, length);
        }
    }

    /** The line's bytes, the first {@link #length()} of it; good until the next call. */
    byte[] buffer() {
        return line;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(line, length);
    }

    /** Whether the line was longer than what is kept of it. */
    boolean wasCut() {
        return cut;
    }

    /** Of the line, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
