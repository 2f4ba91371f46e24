package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a record lies in its bytes, little-endian:
 *
 * <pre>
 *  0  byte   format, 2; records of format 1 are read as well
 *  1  byte   flags: {@link #LINK}, {@link #FOLDED}
 *  2  u16    where the parts begin; 0 when there are none
 *  4  int    layout version
 *  8  long   journal position last applied; 0 for changes without a journal
 * 16  5 × (u16 offset, u16 bytes or count)  household, company, anonymous ids, consent, contacts
 * 36  bits   which attributes have a value, by field of the layout
 *  …  slots  fixed width, by field of the layout
 *  …  whatever the slots point to
 *  …  parts, see {@link Part}
 * </pre>
 *
 * The same data are always the same bytes: whatever has no order of its own is sorted. Format 1 had no parts. A link (the id leads to a person who is found by another) has its target instead of all that
 * from {@link #LINK_ID} on: in format 1 the user id; in format 2 the kind's prefix, u16 bytes, the id, then the links as
 * in {@link Part#LINKS}.
 */
final class RecordFormat {

    static final byte FORMAT = 2;
    static final byte FIRST_FORMAT = 1;

    static final byte LINK = 1;
    /** The record is a view: what each identity has told lies under the identities' own keys. */
    static final byte FOLDED = 2;

    static final int AT_FORMAT = 0;
    static final int AT_FLAGS = 1;
    static final int AT_PARTS = 2;
    static final int AT_LAYOUT = 4;
    static final int AT_POSITION = 8;
    static final int LINK_ID = 16;
    static final int AT_HOUSEHOLD = 16;
    static final int AT_COMPANY = 20;
    static final int AT_ANONYMOUS_IDS = 24;
    static final int AT_CONSENT = 28;
    static final int AT_CONTACTS = 32;
    static final int AT_BITS = 36;

    /** An offset is 16 bits wide. */
    static final int MAX_BYTES = 65_535;

    /** By purpose: int purpose, byte status, long at in ms. */
    static final int CONSENT_BYTES = 13;

    static final int CONSENT_STATUS = 4;
    static final int CONSENT_AT = 5;

    /** int action, u32 at in seconds, u16 count, byte outcome, 1 spare. */
    static final int CONTACT_BYTES = 12;

    static final int CONTACT_AT = 4;
    static final int CONTACT_COUNT = 8;
    static final int CONTACT_OUTCOME = 10;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RecordFormat() {}

    /** The width of an attribute's slot in bytes. */
    static int slotBytes(AttributeType type) {
        return switch (type) {
            case BOOLEAN -> 1;
            case INT, KEYWORD, KEYWORDS, TEXT -> 4;
            case LONG, DECIMAL, INSTANT -> 8;
        };
    }

    static int getUnsignedShort(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static void putShort(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** A pair of offset and length or count, as slots of variable size have it. */
    static void putSpan(byte[] bytes, int at, int offset, int lengthOrCount) {
        putShort(bytes, at, offset);
        putShort(bytes, at + 2, lengthOrCount);
    }
}
