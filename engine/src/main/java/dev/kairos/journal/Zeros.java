package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Overwrites parts of files. */
final class Zeros {

    private static final byte[] BLOCK = new byte[16 << 10];

    private Zeros() {}

    static void write(FileChannel channel, long from, long to) throws IOException {
        for (long at = from; at < to; at += BLOCK.length) {
            ByteBuffer block = ByteBuffer.wrap(BLOCK, 0, (int) Math.min(BLOCK.length, to - at));
            long offset = at;
            while (block.hasRemaining()) {
                offset += channel.write(block, offset);
            }
        }
    }
}
