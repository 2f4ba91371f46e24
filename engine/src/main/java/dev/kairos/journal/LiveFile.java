package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.ExcerptAppender;
import org.jspecify.annotations.Nullable;

/** The file that a queue is being written to, to be written past the queue's mapping. Of the appending thread. */
final class LiveFile implements AutoCloseable {

    private int cycle = -1;
    private @Nullable FileChannel channel;

    /** Writes all that the buffer has, or leaves zeros. @param appender within a document, which has the file to write to */
    void write(ExcerptAppender appender, ByteBuffer from, long at) throws IOException {
        FileChannel to = channel;
        if (to == null || !to.isOpen() || appender.cycle() != cycle) {
            to = open(appender);
        }
        long offset = at;
        try {
            while (from.hasRemaining()) {
                offset += to.write(from, offset);
            }
        } catch (IOException e) {
            // what lies behind the last document must be zeros
            Zeros.write(to, at, offset);
            throw e;
        }
    }

    private FileChannel open(ExcerptAppender appender) throws IOException {
        close();
        FileChannel opened = FileChannel.open(appender.currentFile().toPath(), StandardOpenOption.WRITE);
        channel = opened;
        cycle = appender.cycle();
        return opened;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
