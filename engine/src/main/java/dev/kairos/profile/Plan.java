package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the attributes of one layout are found in records written under another (or the same): worked out once, so that
 * reading an old record costs no more than reading a new one. Immutable.
 */
final class Plan {

    private static final int ABSENT = -1;

    private final int minBytes;
    private final int[] slots;
    private final int[] bits;
    private final AttributeType[] types;
    private final AttributeType[] @Nullable [] conversions;

    /** @param history all versions between the two, by version - 1 */
    Plan(LayoutVersion wanted, LayoutVersion stored, Scope scope, List<LayoutVersion> history) {
        Shape mine = wanted.shape(scope);
        Shape theirs = stored.shape(scope);
        int size = mine.size();
        minBytes = theirs.fixedBytes();
        slots = new int[size];
        bits = new int[size];
        types = new AttributeType[size];
        conversions = new AttributeType[size][];
        for (int i = 0; i < size; i++) {
            int at = theirs.indexOfId(mine.field(i).id());
            types[i] = at < 0 ? mine.type(i) : theirs.type(at);
            conversions[i] = at < 0 ? null : steps(mine.field(i), stored, wanted, history);
            boolean readable = at >= 0 && (types[i] == mine.type(i) || conversions[i] != null);
            slots[i] = readable ? theirs.slot(at) : ABSENT;
            bits[i] = at;
        }
    }

    /** The types that a stored value passes through, or null: it has the wanted type, or there is no way to it. */
    private static AttributeType @Nullable [] steps(
            Field wanted, LayoutVersion stored, LayoutVersion target, List<LayoutVersion> history) {
        AttributeType last = stored.typeOf(wanted.id());
        if (last == wanted.type()) {
            return null;
        }
        List<AttributeType> steps = new ArrayList<>();
        for (int version = stored.version() + 1; version <= target.version(); version++) {
            AttributeType type = history.get(version - 1).typeOf(wanted.id());
            if (type != null && type != last) {
                steps.add(type);
                last = type;
            }
        }
        if (last == wanted.type()) {
            return steps.toArray(AttributeType[]::new);
        }
        // The record is newer than the reader, which is about to be replaced.
        AttributeType newer = stored.typeOf(wanted.id());
        return Conversion.isPossible(newer, wanted.type()) ? new AttributeType[] {wanted.type()} : null;
    }

    /** The shortest record that can be whole. */
    int minBytes() {
        return minBytes;
    }

    boolean has(byte[] record, int index) {
        int bit = bits[index];
        return slots[index] != ABSENT && (record[RecordFormat.AT_BITS + (bit >> 3)] & 1 << (bit & 7)) != 0;
    }

    int slot(int index) {
        return slots[index];
    }

    AttributeType type(int index) {
        return types[index];
    }

    AttributeType @Nullable [] conversion(int index) {
        return conversions[index];
    }

    int size() {
        return slots.length;
    }
}
