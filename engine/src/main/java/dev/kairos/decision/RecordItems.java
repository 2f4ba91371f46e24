package dev.kairos.decision;

import static dev.kairos.decision.RecordFormat.INTS;
import static dev.kairos.decision.RecordFormat.LONGS;
import static dev.kairos.decision.RecordFormat.NO_INDEX;
import static dev.kairos.decision.RecordFormat.SHORTS;

/**
 * The items of a record, one after the other: a tag, a length and what is put into it. Whatever does not fit is left out or
 * cut, and that is kept in mind. Owned by one thread and reused; allocates nothing.
 */
final class RecordItems {

    private final byte[] bytes;
    private final Utf8Writer text;
    private int position;
    private boolean cut;
    /** Where the open item begins, or -1 when it did not fit. */
    private int item = -1;

    private int itemTag;

    RecordItems(byte[] bytes) {
        this.bytes = bytes;
        text = new Utf8Writer(bytes);
    }

    /** Starts over, at this place. */
    void begin(int at) {
        position = at;
        cut = false;
        item = -1;
        itemTag = 0;
    }

    /** Where the last one ends. */
    int end() {
        return position;
    }

    /** Whether something did not fit. */
    boolean isCut() {
        return cut;
    }

    /** Whether the item before has this tag, and did fit. */
    boolean isOpen(int tag) {
        return item >= 0 && itemTag == tag;
    }

    boolean open(int tag, int atLeastBytes) {
        item = -1;
        itemTag = tag;
        if (position + RecordFormat.ITEM_HEADER_BYTES + atLeastBytes > bytes.length) {
            cut = true;
            return false;
        }
        item = position;
        bytes[position] = (byte) tag;
        position += RecordFormat.ITEM_HEADER_BYTES;
        return true;
    }

    /** Goes on with the item before when it has the same tag. */
    boolean extend(int tag, int moreBytes) {
        return isOpen(tag) ? fits(moreBytes) : open(tag, moreBytes);
    }

    boolean fits(int moreBytes) {
        boolean fits = position + moreBytes <= bytes.length
                && position + moreBytes - item - RecordFormat.ITEM_HEADER_BYTES <= RecordFormat.MAX_ITEM_BYTES;
        if (!fits) {
            cut = true;
        }
        return fits;
    }

    /** Whether an item of so many bytes could be opened and filled; nothing is cut for asking. */
    boolean hasRoom(int itemBytes) {
        return itemBytes <= RecordFormat.MAX_ITEM_BYTES
                && position + RecordFormat.ITEM_HEADER_BYTES + itemBytes <= bytes.length;
    }

    void close() {
        SHORTS.set(bytes, item + 1, (short) (position - item - RecordFormat.ITEM_HEADER_BYTES));
    }

    /** Changes a byte of the open item. */
    void setByte(int at, int value) {
        bytes[item + RecordFormat.ITEM_HEADER_BYTES + at] = (byte) value;
    }

    void putByte(int value) {
        bytes[position++] = (byte) value;
    }

    /** Negative values become {@link RecordFormat#NO_INDEX}. */
    void putShort(int value) {
        SHORTS.set(bytes, position, (short) (value < 0 ? NO_INDEX : Math.min(value, NO_INDEX)));
        position += Short.BYTES;
    }

    void putInt(int value) {
        INTS.set(bytes, position, value);
        position += Integer.BYTES;
    }

    void putLong(long value) {
        LONGS.set(bytes, position, value);
        position += Long.BYTES;
    }

    void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    void putText(CharSequence value) {
        int room = Math.min(
                bytes.length - position,
                RecordFormat.MAX_ITEM_BYTES - (position - item - RecordFormat.ITEM_HEADER_BYTES));
        position = text.write(value, position, position + Math.min(RecordFormat.MAX_TEXT_BYTES, room));
        if (text.wasCut()) {
            cut = true;
        }
    }

    void putCountedText(String value) {
        int lengthAt = position;
        position += Short.BYTES;
        putText(value);
        SHORTS.set(bytes, lengthAt, (short) (position - lengthAt - Short.BYTES));
    }

    /** Leaves room for so many bytes that somebody else writes. @return where they belong */
    int reserve(int length) {
        int at = position;
        position += length;
        return at;
    }
}
