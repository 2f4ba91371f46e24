package dev.kairos.decision;

import java.nio.charset.StandardCharsets;

/**
 * Steps through the items of a record, and through what is in each. Never looks beyond the item: what is not there ends in
 * a {@link CorruptRecordException} that says at which byte of the record.
 */
final class ItemCursor {

    private static final int VARINT_BITS = 7;
    private static final int MAX_VARINT_SHIFT = 63;

    private final byte[] bytes;
    private final int start;
    private final int first;
    private final int recordEnd;
    private int tag;
    private int at;
    private int end;

    /**
     * @param start where the record begins
     * @param first where its first item begins
     */
    ItemCursor(byte[] bytes, int start, int first, int recordEnd) {
        this.bytes = bytes;
        this.start = start;
        this.first = first;
        this.recordEnd = recordEnd;
        rewind();
    }

    /** Before the first item. */
    void rewind() {
        end = first;
    }

    /** Goes to the next item, whatever is left of this one. @return false at the record's end mark */
    boolean next() {
        at = end;
        end = recordEnd;
        tag = octet();
        if (tag == RecordFormat.END) {
            return false;
        }
        long size = varint();
        if (size < 0 || size > recordEnd - at) {
            throw new CorruptRecordException("item runs beyond its record at byte " + (at - start));
        }
        end = at + (int) size;
        return true;
    }

    int tag() {
        return tag;
    }

    boolean hasMore() {
        return at < end;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The place of the next byte. */
    int at() {
        return at;
    }

    /** How many bytes the item has left. */
    int left() {
        return end - at;
    }

    int octet() {
        if (at >= end) {
            throw tooShort();
        }
        return Byte.toUnsignedInt(bytes[at++]);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += VARINT_BITS) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next <= 0x7F) {
                return value;
            }
        }
        throw new CorruptRecordException("a number without end at byte " + (at - start));
    }

    /** A zigzag varint. */
    long signed() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    int index() {
        return index(varint());
    }

    /** @return -1 for none */
    int indexOrNone() {
        return index(varint() - 1);
    }

    /** @throws CorruptRecordException when it is none */
    static int index(long value) {
        if (value < -1 || value > Integer.MAX_VALUE) {
            throw new CorruptRecordException("no index: " + value);
        }
        return (int) value;
    }

    double number() {
        long value = varint();
        int unit = (int) value & RecordFormat.NUMBER_BITS;
        if (unit != RecordFormat.DOUBLE) {
            return (value >>> RecordFormat.NUMBER_SHIFT) / RecordFormat.UNITS[unit];
        }
        if (left() < Double.BYTES) {
            throw tooShort();
        }
        at += Double.BYTES;
        return RecordFormat.doubleAt(bytes, at - Double.BYTES);
    }

    /** All that the item has left. */
    String text() {
        String text = new String(bytes, at, left(), StandardCharsets.UTF_8);
        at = end;
        return text;
    }

    String countedText() {
        long size = varint();
        if (size < 0 || size > left()) {
            throw tooShort();
        }
        String text = new String(bytes, at, (int) size, StandardCharsets.UTF_8);
        at += (int) size;
        return text;
    }

    private CorruptRecordException tooShort() {
        return new CorruptRecordException("item too short at byte " + (at - start));
    }
}
