package dev.kairos.profile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a snapshot says before its entries.
 *
 * @param size of the map that it was taken of
 * @param layouts as in the file of the layouts
 * @param words of the dictionary, in the order of their codes
 * @param pack whatever the one who took it wanted to find in it again
 */
record SnapshotHeader(StoreState state, MapSize size, String layouts, List<String> words, byte[] pack) {

    static final int FORMAT = 1;

    byte[] bytes() {
        byte[] layoutBytes = Utf8.encode(layouts);
        int wordBytes =
                words.stream().mapToInt(word -> 2 + Utf8.encode(word).length).sum();
        ByteBuffer out = ByteBuffer.allocate(64 + StoreState.BYTES + layoutBytes.length + wordBytes + pack.length);
        out.putInt(FORMAT);
        state.writeTo(out);
        out.putLong(size.capacity()).putInt(size.averageRecordBytes()).putInt(size.maxRecordBytes());
        out.putInt(pack.length).put(pack);
        out.putInt(layoutBytes.length).put(layoutBytes);
        out.putInt(words.size());
        for (String word : words) {
            byte[] bytes = Utf8.encode(word);
            out.putShort((short) bytes.length).put(bytes);
        }
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        return written;
    }

    /** @throws StoreException if it is of another format, or makes no sense */
    static SnapshotHeader read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int format = in.getInt();
            if (format != FORMAT) {
                throw new StoreException("it has format " + format + ", this version of Kairos reads " + FORMAT);
            }
            StoreState state = new StoreState();
            state.readFrom(in);
            MapSize size = new MapSize(in.getLong(), in.getInt(), in.getInt());
            byte[] pack = take(in, in.getInt());
            String layouts = Utf8.decode(take(in, in.getInt()));
            List<String> words = new ArrayList<>();
            for (int left = in.getInt(); left > 0; left--) {
                words.add(Utf8.decode(take(in, in.getShort() & 0xFFFF)));
            }
            return new SnapshotHeader(state, size, layouts, words, pack);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new StoreException("its header makes no sense", e);
        }
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
