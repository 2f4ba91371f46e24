package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the system read a file into its page cache from the first byte to the last, in step with somebody who works through
 * its mapping: what would be a wait for the disk at each page is then none. One thread.
 */
final class PageCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageCache.class);
    /** So few, since the kernel reads what is asked for at once without letting others onto its core meanwhile. */
    private static final int CHUNK_BYTES = 128 << 10;
    /** So far ahead, since what stands in a file's middle is only about half of what is in it. */
    private static final long AHEAD_BYTES = 16 << 20;

    private final FileChannel file;
    private final long size;
    private final PageAdvice advice;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);

    PageCache(Path path) {
        try {
            file = FileChannel.open(path, StandardOpenOption.READ);
            size = file.size();
            advice = PageAdvice.on(path);
        } catch (IOException e) {
            throw new StoreException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns when this share of the file, and a little more, is in memory; a disk that fails is left to the mapping. */
    void readTo(double share) {
        long end = Math.min(size, (long) (share * size) + AHEAD_BYTES);
        try {
            while (file.position() < end) {
                // What is asked for this way is read alone; else Linux would read ahead, as much as read_ahead_kb.
                advice.readSoon(file.position(), CHUNK_BYTES);
                if (file.read(chunk.clear()) <= 0) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.debug("The profile store cannot be read ahead", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("The profile store was read ahead, but not closed", e);
        }
    }
}
