package dev.kairos.decision;

import dev.kairos.journal.PartitionKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a log record, format 2, little-endian: a fixed header, then items, each a tag (1 byte), the length of
 * what follows (varint) and that, then {@link #END}. A reader skips tags that it does not know, so a new item needs no
 * new version. Records of format 1 are still read: {@link FirstFormat}.
 *
 * <pre>
 * decision  0 kind=1 · 1 version=2 · 2 flags · 4 pack code · 8 id high · 16 id low · 24 items · 0
 * gap       0 kind=2 · 1 version=1 · 2 0     · 4 length    · 8 count   · 16 from ms · 24 to ms
 * </pre>
 *
 * A varint has 7 bits a byte, the lowest first, and a bit for more to come; what may be negative is zigzagged; an index
 * that may be none is stored as one more. A number is a varint whose two lowest bits say of what: {@link #WHOLES},
 * {@link #HUNDREDTHS}, {@link #TEN_THOUSANDTHS}, or {@link #DOUBLE} with the eight bytes behind it. A counted text is its
 * length (varint) and its UTF-8.
 */
final class RecordFormat {

    static final byte VERSION = 2;
    static final byte DECISION = 1;
    static final byte GAP = 2;

    static final int FLAGS_AT = 2;
    static final int PACK_AT = 4;
    /** Where both formats have it. */
    static final int ID_HIGH_AT = 8;

    static final int ID_LOW_AT = 16;
    static final int HEADER_BYTES = 24;
    /** Of a record without items. */
    static final int LEAST_BYTES = HEADER_BYTES + 1;

    static final byte GAP_VERSION = 1;
    static final int GAP_LENGTH_AT = 4;
    static final int GAP_COUNT_AT = 8;
    static final int GAP_FROM_AT = 16;
    static final int GAP_TO_AT = 24;
    static final int GAP_BYTES = 32;

    static final int MAX_ITEM_BYTES = 0xFFFF;
    /** Longer texts are cut, and the record says so. */
    static final int MAX_TEXT_BYTES = 8_192;

    /** In the place of a tag. */
    static final int END = 0;

    static final int USER_ID = 1;
    static final int ANONYMOUS_ID = 2;
    static final int CHANNEL = 3;
    static final int LOCALE = 4;
    /** Slot (varint), type (1), value. */
    static final int CONTEXT = 5;
    /** Of each: placement (varint), reason and whether it is the fallback (varint), action, fragment (index + 1). */
    static final int PLACEMENTS = 6;
    /** Of each: bits (1), action (varint), rule (index + 1), reason (varint), and what the bits announce, in their order. */
    static final int PROPOSALS = 7;
    /** Of each: by how much its index is above the one before, or above 0 (zigzag). */
    static final int RULES_FIRED = 8;
    /** Rule (varint), message. */
    static final int FAULT = 9;
    /** Of each: nanoseconds, and the step in the lowest four bits (varint). */
    static final int STEPS = 10;
    /** Kind of profile (1), id (counted text), raw bytes. */
    static final int SNAPSHOT = 11;
    /** Purpose (varint), status (1), time after the decision's (zigzag ms), evidence: what the call itself said. */
    static final int CONSENT = 12;
    /** As consent, and the origin in the upper half of the status: the statement that decided. */
    static final int CONSENT_BASIS = 13;
    /** The decision's time after that of its id (zigzag ms), where it is another. */
    static final int TIME = 14;
    /** Reason (varint), name. */
    static final int UNKNOWN_PLACEMENT = 15;

    static final int FALLBACK_BIT = 1;
    static final int REASON_SHIFT = 1;
    static final int ORIGIN_SHIFT = 4;
    static final int STATUS_BITS = 0xF;
    static final int STEP_SHIFT = 4;
    static final int STEP_BITS = 0xF;

    /** The only placement it was proposed for (varint). */
    static final int FOR_PLACEMENT = 1;
    /** What made the reason so (varint). */
    static final int HAS_DETAIL = 2;
    /** The gate that stopped it (1). */
    static final int HAS_GATE = 4;
    /** Propensity, context, value, lever (numbers). */
    static final int HAS_FACTORS = 8;
    /** The score, where it is not their plain product (number). */
    static final int HAS_SCORE = 16;
    /** Why, as the place of the text in the pack's {@link NameTables} (varint). */
    static final int HAS_KNOWN_TEXT = 32;
    /** Why (counted text). */
    static final int HAS_TEXT = 64;

    static final int NUMBER_SHIFT = 2;
    static final int NUMBER_BITS = 3;
    static final int WHOLES = 0;
    static final int HUNDREDTHS = 1;
    static final int TEN_THOUSANDTHS = 2;
    static final int DOUBLE = 3;
    /** What each of them is divided by. */
    static final double[] UNITS = {1, 100, 10_000};

    static final int MAX_VARINT_BYTES = 10;
    static final int MAX_NUMBER_BYTES = 1 + Double.BYTES;

    static final int TYPE_STRING = 1;
    /** Counted texts. */
    static final int TYPE_STRINGS = 2;

    static final int TYPE_FALSE = 3;
    static final int TYPE_TRUE = 4;
    static final int TYPE_INT = 5;
    static final int TYPE_LONG = 6;
    static final int TYPE_DOUBLE = 7;
    static final int TYPE_INSTANT = 8;
    static final int TYPE_WITHHELD = 9;

    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int VARINT_BITS = 7;

    private RecordFormat() {}

    static int unsignedShort(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORTS.get(bytes, at));
    }

    static int intAt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static double doubleAt(byte[] bytes, int at) {
        return Double.longBitsToDouble(longAt(bytes, at));
    }

    /** What a decision of this format is partitioned by: the customer's id, the first item as a rule. */
    static long partitionKey(byte[] record, int length) {
        int at = HEADER_BYTES;
        while (at + 1 < length && record[at] != END) {
            int tag = record[at];
            int size = 0;
            int shift = 0;
            byte next;
            do {
                next = record[++at];
                size |= (next & 0x7F) << shift;
                shift += VARINT_BITS;
            } while (next < 0 && at + 1 < length);
            int from = at + 1;
            int to = Math.min(length, from + size);
            if (tag == USER_ID || tag == ANONYMOUS_ID) {
                return PartitionKey.of(tag == USER_ID ? 'p' : 'a', record, from, to);
            }
            at = to;
        }
        return PartitionKey.NONE;
    }

    /** Writes a gap record at the start of {@code into}. */
    static int putGap(byte[] into, long count, long fromMs, long toMs) {
        into[0] = GAP;
        into[1] = GAP_VERSION;
        SHORTS.set(into, FLAGS_AT, (short) 0);
        INTS.set(into, GAP_LENGTH_AT, GAP_BYTES);
        LONGS.set(into, GAP_COUNT_AT, count);
        LONGS.set(into, GAP_FROM_AT, fromMs);
        LONGS.set(into, GAP_TO_AT, toMs);
        return GAP_BYTES;
    }
}
