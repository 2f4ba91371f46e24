package dev.kairos.decision;

import static dev.kairos.decision.RecordFormat.LONGS;

/**
 * The items of a record, one after the other: a tag, a length and what is put into it. Whatever does not fit is left out or
 * cut, and that is kept in mind. Owned by one thread and reused; allocates nothing.
 *
 * <p>An item's length is a varint of one byte until it turns out to be longer; then what is in it moves up.
 */
final class RecordItems {

    private static final int TAG_BYTES = 1;
    private static final int SHORT_HEADER_BYTES = TAG_BYTES + 1;
    private static final int LONGEST_LENGTH_BYTES = 3;
    private static final int LARGEST_BYTE = 0x7F;
    private static final int VARINT_BITS = 7;
    /** Kept free for the lengths of an item and of a text in it to grow, and for the mark at the end. */
    private static final int RESERVED_BYTES = 2 * (LONGEST_LENGTH_BYTES - 1) + 1;

    private final byte[] bytes;
    private final int limit;
    private final Utf8Writer text;
    private final ShortNumbers numbers = new ShortNumbers();
    private int position;
    private boolean cut;
    private boolean isOpen;
    private int tag;
    /** Where the item's tag is. */
    private int item;
    /** Where what is in it begins. */
    private int body;

    RecordItems(byte[] bytes) {
        this.bytes = bytes;
        limit = bytes.length - RESERVED_BYTES;
        text = new Utf8Writer(bytes);
    }

    /** Starts over, at this place. */
    void begin(int at) {
        position = at;
        cut = false;
        isOpen = false;
    }

    /** Where the last one ends. */
    int end() {
        return position;
    }

    /** Puts the mark behind the last one; {@link #end} is then behind the mark. */
    void finish() {
        isOpen = false;
        bytes[position++] = RecordFormat.END;
    }

    /** Whether something did not fit. */
    boolean isCut() {
        return cut;
    }

    /** Whether the item before has this tag, and did fit. */
    boolean isOpen(int itsTag) {
        return isOpen && tag == itsTag;
    }

    boolean open(int itsTag, int atLeastBytes) {
        isOpen = position + SHORT_HEADER_BYTES + atLeastBytes <= limit;
        if (!isOpen) {
            cut = true;
            return false;
        }
        tag = itsTag;
        item = position;
        bytes[position] = (byte) itsTag;
        position += SHORT_HEADER_BYTES;
        body = position;
        return true;
    }

    /** Goes on with the item before when it has the same tag and takes so much more, or else begins one. */
    boolean extend(int itsTag, int moreBytes) {
        return isOpen(itsTag) && hasRoomFor(moreBytes) || open(itsTag, moreBytes);
    }

    /** Whether nothing is in the open item yet. */
    boolean isFresh() {
        return position == body;
    }

    boolean fits(int moreBytes) {
        boolean fits = hasRoomFor(moreBytes);
        if (!fits) {
            cut = true;
        }
        return fits;
    }

    private boolean hasRoomFor(int moreBytes) {
        return moreBytes <= Math.min(limit - position, RecordFormat.MAX_ITEM_BYTES - (position - body));
    }

    /** Whether an item of so many bytes could be opened and filled; nothing is cut for asking. */
    boolean hasRoom(int itemBytes) {
        return itemBytes <= RecordFormat.MAX_ITEM_BYTES && position + SHORT_HEADER_BYTES + itemBytes <= limit;
    }

    /** To be called whenever something was put into the open item. */
    void close() {
        int size = position - body;
        if (size <= LARGEST_BYTE && body == item + SHORT_HEADER_BYTES) {
            bytes[item + TAG_BYTES] = (byte) size;
        } else {
            closeLong(size);
        }
    }

    private void closeLong(int size) {
        int headerBytes = TAG_BYTES + varintBytes(size);
        int shift = item + headerBytes - body;
        if (shift > 0) {
            System.arraycopy(bytes, body, bytes, body + shift, size);
            position += shift;
            body += shift;
        }
        putVarintAt(item + TAG_BYTES, size, body - item - TAG_BYTES);
    }

    private static int varintBytes(int value) {
        return value <= LARGEST_BYTE ? 1 : value < 1 << 2 * VARINT_BITS ? 2 : LONGEST_LENGTH_BYTES;
    }

    private void putVarintAt(int at, int value, int size) {
        for (int i = 0; i < size; i++) {
            int more = i < size - 1 ? LARGEST_BYTE + 1 : 0;
            bytes[at + i] = (byte) (value >>> i * VARINT_BITS & LARGEST_BYTE | more);
        }
    }

    /** Where the next byte goes, counted from where the open item's contents begin. */
    int offset() {
        return position - body;
    }

    /** Raises bits of a byte of the open item. */
    void raise(int offset, int bits) {
        bytes[body + offset] |= (byte) bits;
    }

    void putByte(int value) {
        bytes[position++] = (byte) value;
    }

    void putVarint(long value) {
        long left = value;
        int at = position;
        while ((left & ~LARGEST_BYTE) != 0) {
            bytes[at++] = (byte) (left | LARGEST_BYTE + 1);
            left >>>= VARINT_BITS;
        }
        bytes[at++] = (byte) left;
        position = at;
    }

    void putSigned(long value) {
        putVarint(value << 1 ^ value >> Long.SIZE - 1);
    }

    /** @param index -1 for none */
    void putIndexOrNone(int index) {
        putVarint(index + 1L);
    }

    /** Exactly this number, in as few bytes as it takes: most are whole or have two digits behind the point. */
    void putNumber(double value) {
        long number = numbers.of(value);
        if (number != ShortNumbers.NONE) {
            putVarint(number);
        } else {
            putByte(RecordFormat.DOUBLE);
            LONGS.set(bytes, position, Double.doubleToRawLongBits(value));
            position += Long.BYTES;
        }
    }

    /** Up to the end of the item. */
    void putText(CharSequence value) {
        int room = Math.min(limit - position, RecordFormat.MAX_ITEM_BYTES - (position - body));
        position = text.write(value, position, position + Math.min(RecordFormat.MAX_TEXT_BYTES, Math.max(0, room)));
        if (text.wasCut()) {
            cut = true;
        }
    }

    /** There must be room for a byte. */
    void putCountedText(String value) {
        int lengthAt = position++;
        putText(value);
        int from = lengthAt + 1;
        int size = position - from;
        int shift = varintBytes(size) - 1;
        if (shift > 0) {
            System.arraycopy(bytes, from, bytes, from + shift, size);
            position += shift;
        }
        putVarintAt(lengthAt, size, 1 + shift);
    }

    /** Leaves room for so many bytes that somebody else writes. @return where they belong */
    int reserve(int length) {
        int at = position;
        position += length;
        return at;
    }
}
