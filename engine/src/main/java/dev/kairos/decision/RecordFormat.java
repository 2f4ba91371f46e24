package dev.kairos.decision;

import dev.kairos.journal.PartitionKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a log record, little-endian: a fixed header, then items, each a tag (1 byte), the length of what
 * follows (2 bytes) and that. A reader skips tags that it does not know, so a new item needs no new version.
 *
 * <pre>
 * decision  0 kind=1 · 1 version · 2 flags · 4 length · 8 id high · 16 id low · 24 time ms · 32 pack code · 36 items
 * gap       0 kind=2 · 1 version · 2 0     · 4 length · 8 count   · 16 from ms · 24 to ms
 * </pre>
 */
final class RecordFormat {

    static final byte VERSION = 1;
    static final byte DECISION = 1;
    static final byte GAP = 2;

    static final int FLAGS_AT = 2;
    static final int LENGTH_AT = 4;
    static final int ID_HIGH_AT = 8;
    static final int ID_LOW_AT = 16;
    static final int TIME_AT = 24;
    static final int PACK_AT = 32;
    static final int HEADER_BYTES = 36;

    static final int GAP_COUNT_AT = 8;
    static final int GAP_FROM_AT = 16;
    static final int GAP_TO_AT = 24;
    static final int GAP_BYTES = 32;

    static final int ITEM_HEADER_BYTES = 3;
    static final int MAX_ITEM_BYTES = 0xFFFF;
    /** Longer texts are cut, and the record says so. */
    static final int MAX_TEXT_BYTES = 8_192;

    static final int USER_ID = 1;
    static final int ANONYMOUS_ID = 2;
    static final int CHANNEL = 3;
    static final int LOCALE = 4;
    /** Slot (2), type (1), value. */
    static final int CONTEXT = 5;
    /** Placement (2), action (2), fragment (2), reason (1), bits (1), name of an unknown placement. */
    static final int PLACEMENT = 6;
    /** Action (2), rule (2), placement (2), reason (1), detail (2), gate (1), factor bits (1), factors (8), because. */
    static final int PROPOSAL = 7;
    /** Rule (2) each. */
    static final int RULES_FIRED = 8;
    /** Rule (2), message. */
    static final int FAULT = 9;
    /** Step (1), nanoseconds (4) each. */
    static final int STEPS = 10;
    /** Kind of profile (1), length of its id (2), id, raw bytes. */
    static final int SNAPSHOT = 11;
    /** Purpose (2), status (1), time (8), evidence: what the call itself said. */
    static final int CONSENT = 12;
    /** Purpose (2), status (1), time (8), origin (1), evidence: the statement that decided. */
    static final int CONSENT_BASIS = 13;

    static final int CONSENT_BYTES = 11;
    static final int CONSENT_AT = 3;
    /** Of a record from before there was more than granted or not. */
    static final int SHORT_CONSENT_BYTES = 3;

    static final int CONSENT_BASIS_BYTES = CONSENT_BYTES + 1;
    static final int PLACEMENT_BYTES = 8;
    static final int FALLBACK_BIT = 1;
    static final int PROPOSAL_BYTES = 11;
    static final int PROPOSAL_GATE_AT = 9;
    static final int PROPOSAL_BITS_AT = 10;
    static final int SNAPSHOT_BYTES = 3;
    static final int STEP_BYTES = 5;

    /** Which factors follow, since most are 1; the score follows when it is not their plain product. */
    static final int HAS_PROPENSITY = 1;

    static final int HAS_CONTEXT = 2;
    static final int HAS_VALUE = 4;
    static final int HAS_LEVER = 8;
    static final int HAS_SCORE = 16;
    static final int HAS_FACTORS = 32;

    /** In the place of an index: none, any or unknown. */
    static final int NO_INDEX = 0xFFFF;

    static final int TYPE_STRING = 1;
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

    /** What a decision is partitioned by: the customer's id, the first item as a rule. */
    static long partitionKey(byte[] record, int length) {
        int at = HEADER_BYTES;
        while (at + ITEM_HEADER_BYTES <= length) {
            int to = Math.min(length, at + ITEM_HEADER_BYTES + unsignedShort(record, at + 1));
            if (record[at] == USER_ID || record[at] == ANONYMOUS_ID) {
                char kind = record[at] == USER_ID ? 'p' : 'a';
                return PartitionKey.of(kind, record, at + ITEM_HEADER_BYTES, to);
            }
            at = to;
        }
        return PartitionKey.NONE;
    }

    /** Writes a gap record at the start of {@code into}. */
    static int putGap(byte[] into, long count, long fromMs, long toMs) {
        into[0] = GAP;
        into[1] = VERSION;
        SHORTS.set(into, FLAGS_AT, (short) 0);
        INTS.set(into, LENGTH_AT, GAP_BYTES);
        LONGS.set(into, GAP_COUNT_AT, count);
        LONGS.set(into, GAP_FROM_AT, fromMs);
        LONGS.set(into, GAP_TO_AT, toMs);
        return GAP_BYTES;
    }
}
