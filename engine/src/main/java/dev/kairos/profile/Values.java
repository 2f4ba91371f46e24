package dev.kairos.profile;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a facet by their place in the layout, then household and company, each with the time when it was
 * told. Reused; the writer's thread only.
 */
final class Values {

    /** Nothing was told: neither a value, nor that there is none. */
    static final long UNTOLD = Long.MIN_VALUE;

    private final ProfileLayout layout;
    private final Kind kind;
    private final @Nullable Object[] values;
    private final long[] told;
    private final int attributes;

    Values(ProfileLayout layout, Kind kind) {
        this.layout = layout;
        this.kind = kind;
        attributes = layout.shape(kind.scope()).size();
        values = new Object[attributes + 2];
        told = new long[attributes + 2];
    }

    int size() {
        return values.length;
    }

    int household() {
        return attributes;
    }

    int company() {
        return attributes + 1;
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }

    @Nullable
    String id(int index) {
        return (String) values[index];
    }

    long toldMs(int index) {
        return told[index];
    }

    /** @param value null: it was told that there is none, which is remembered as well */
    void put(int index, @Nullable Object value, long atMs) {
        values[index] = value;
        told[index] = atMs;
    }

    void clear() {
        Arrays.fill(values, null);
        Arrays.fill(told, UNTOLD);
    }

    /** Nothing was ever told of what has no value. */
    void forgetMissing() {
        for (int i = 0; i < values.length; i++) {
            told[i] = values[i] == null ? UNTOLD : told[i];
        }
    }

    /** Takes all from a record. */
    void load(ProfileView view) {
        clear();
        if (!view.isPresent()) {
            return;
        }
        Parts parts = view.parts();
        int at = parts.at(Part.TOLD);
        long baseMs = parts.bytes(Part.TOLD) == 0 ? 0 : RecordFormat.getLong(view.record(), at);
        for (int i = 0; i < attributes; i++) {
            load(i, view.attribute(i), baseMs);
        }
        load(household(), view.household(), baseMs);
        load(company(), view.company(), baseMs);
        for (at += 8; at < parts.end(Part.TOLD); at += Part.TOLD_BYTES) {
            int index = indexOf(RecordFormat.getInt(view.record(), at));
            if (index >= 0) {
                told[index] = RecordFormat.getLong(view.record(), at + 4);
            }
        }
    }

    private void load(int index, @Nullable Object value, long baseMs) {
        values[index] = value;
        told[index] = value == null ? UNTOLD : baseMs;
    }

    /** Where the value of a stored field is; -1 when the schema no longer has it. */
    private int indexOf(int field) {
        if (field == Part.HOUSEHOLD_FIELD) {
            return household();
        }
        return field == Part.COMPANY_FIELD
                ? company()
                : layout.shape(kind.scope()).indexOfId(field);
    }

    /** The id of the field as it is stored. */
    int field(int index) {
        if (index == household()) {
            return Part.HOUSEHOLD_FIELD;
        }
        return index == company()
                ? Part.COMPANY_FIELD
                : layout.shape(kind.scope()).field(index).id();
    }

    /** The place of a value by the name that changes of profiles use; -1 when there is none. */
    int indexOf(String name) {
        return switch (name) {
            case Change.Merge.HOUSEHOLD -> household();
            case Change.Merge.COMPANY -> company();
            default -> layout.indexOf(kind.scope(), name);
        };
    }

    boolean isSame(int index, @Nullable Object value) {
        return Objects.equals(values[index], value);
    }
}
