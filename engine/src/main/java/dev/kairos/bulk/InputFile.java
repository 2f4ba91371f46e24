package dev.kairos.bulk;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** Opens a file of rows, whatever its name: unpacks it when it is gzipped, and finds out its format. */
final class InputFile {

    private static final int SNIFFED = 1 << 10;

    private InputFile() {}

    /** Makes rows of the beginning of a file that has been looked at. */
    interface Format<R> {
        R rows(InputStream in, boolean isJson) throws IOException;
    }

    /**
     * @param read counts the bytes taken from the file, for the progress
     * @param format closed with what it returns
     */
    static <R> R open(Path file, AtomicLong read, Format<R> format) throws IOException {
        InputStream in = unpacked(new BufferedInputStream(new Counted(Files.newInputStream(file), read), 64 << 10));
        try {
            byte[] start = start(in);
            if (isUtf16(start)) {
                throw new IOException("is UTF-16, and must be UTF-8: iconv -f UTF-16 -t UTF-8 converts it");
            }
            return format.rows(in, looksLikeJson(start));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(2);
        boolean gzipped = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzipped ? new BufferedInputStream(new GZIPInputStream(in, 64 << 10), 64 << 10) : in;
    }

    private static byte[] start(InputStream in) throws IOException {
        in.mark(SNIFFED);
        byte[] start = in.readNBytes(SNIFFED);
        in.reset();
        return start;
    }

    private static boolean isUtf16(byte[] start) {
        int first = start.length < 2 ? 0 : (start[0] & 0xFF) << 8 | start[1] & 0xFF;
        return first == 0xFEFF || first == 0xFFFE;
    }

    private static boolean looksLikeJson(byte[] start) {
        int i = start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB ? 3 : 0;
        while (i < start.length && start[i] <= ' ' && start[i] >= 0) {
            i++;
        }
        return i < start.length && (start[i] == '{' || start[i] == '#');
    }

    private static final class Counted extends FilterInputStream {

        private final AtomicLong read;

        Counted(InputStream in, AtomicLong read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            read.addAndGet(Math.max(0, count));
            return count;
        }
    }
}
