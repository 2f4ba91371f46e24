package dev.kairos.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.openhft.chronicle.bytes.Bytes;
import org.agrona.collections.IntArrayList;

/** A copy of a batch for one reader, who takes the records out one by one; blanked ones are not among them. One thread. */
final class BatchCopy {

    private static final int FIRST_BYTES = 64 << 10;

    private final RecordFrame frame = new RecordFrame();
    /** Where those are that are sound. */
    private final IntArrayList records = new IntArrayList();

    private byte[] bytes = {};
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int next;

    /** Of the whole document. @return false when a record in it is damaged; the others can be taken all the same */
    boolean copy(Bytes<?> in) {
        long start = in.readPosition();
        int length = (int) in.readRemaining();
        if (length > bytes.length) {
            bytes = new byte[Math.max(FIRST_BYTES, length)];
            view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        in.read(bytes, 0, length);
        records.clear();
        next = 0;
        boolean sound = true;
        int at = 0;
        while (length - at >= RecordFrame.BYTES) {
            if (isSound(at, length)) {
                records.addInt(at);
            } else if (in.readVolatileInt(start + at + RecordFrame.CHECKSUM_AT) != RecordFrame.BLANK) {
                sound = false;
            }
            at += (int) RecordFrame.size(view.getInt(at + RecordFrame.LENGTH_AT), length - at);
        }
        return sound;
    }

    /** Whether it matches its checksum, as no blank does. */
    private boolean isSound(int at, int end) {
        int length = view.getInt(at + RecordFrame.LENGTH_AT);
        return length >= 0
                && length <= end - at - RecordFrame.BYTES
                && view.getInt(at + RecordFrame.CHECKSUM_AT)
                        == frame.checksum(
                                view.getLong(at + RecordFrame.TIME_AT),
                                view.getLong(at + RecordFrame.KEY_AT),
                                bytes,
                                at + RecordFrame.BYTES,
                                length);
    }

    boolean isEmpty() {
        return next >= records.size();
    }

    /** Of the next record, as the others here. */
    long timeMs() {
        return view.getLong(records.getInt(next) + RecordFrame.TIME_AT);
    }

    long partitionKey() {
        return view.getLong(records.getInt(next) + RecordFrame.KEY_AT);
    }

    int length() {
        return view.getInt(records.getInt(next) + RecordFrame.LENGTH_AT);
    }

    /** Takes it out. @param into has room for it */
    void take(byte[] into) {
        int from = records.getInt(next) + RecordFrame.BYTES;
        System.arraycopy(bytes, from, into, 0, length());
        next++;
    }
}
