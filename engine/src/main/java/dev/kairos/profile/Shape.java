package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import java.util.List;

/** Where the fields of one scope lie in a record of one layout version. Immutable. */
final class Shape {

    private final List<Field> fields;
    private final int[] slots;
    private final int fixedBytes;

    Shape(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.slots = new int[fields.size()];
        int at = RecordFormat.AT_BITS + (fields.size() + 7) / 8;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = at;
            at += RecordFormat.slotBytes(fields.get(i).type());
        }
        fixedBytes = at;
    }

    int size() {
        return slots.length;
    }

    Field field(int index) {
        return fields.get(index);
    }

    AttributeType type(int index) {
        return fields.get(index).type();
    }

    int slot(int index) {
        return slots[index];
    }

    /** The field with this id, or -1. */
    int indexOfId(int id) {
        for (int i = 0; i < slots.length; i++) {
            if (fields.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** The length of a record whose values all have a fixed width. */
    int fixedBytes() {
        return fixedBytes;
    }
}
