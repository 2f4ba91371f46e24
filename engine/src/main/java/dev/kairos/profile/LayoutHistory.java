package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All layouts that a store was ever written under, and which field of one is which of the next. One thread adopts; any
 * thread reads.
 */
final class LayoutHistory {

    private volatile List<LayoutVersion> versions;

    LayoutHistory() {
        this(List.of());
    }

    LayoutHistory(List<LayoutVersion> versions) {
        this.versions = List.copyOf(versions);
    }

    /** By version - 1. */
    List<LayoutVersion> versions() {
        return versions;
    }

    /**
     * The version that records of this schema are written under: the last one if it fits, else a new one.
     *
     * @throws StoreException if an attribute changed its type without a declared and possible conversion
     */
    LayoutVersion adopt(Schema schema) {
        List<Field> fields = resolve(schema);
        LayoutVersion last = last();
        if (last != null && last.fields().equals(fields)) {
            return last;
        }
        LayoutVersion next = new LayoutVersion(versions.size() + 1, fields);
        List<LayoutVersion> more = new ArrayList<>(versions);
        more.add(next);
        versions = List.copyOf(more);
        return next;
    }

    private List<Field> resolve(Schema schema) {
        Map<Attribute, Integer> ids = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        List<Attribute> stored =
                schema.attributes().stream().filter(a -> a.scope().isStored()).toList();
        for (Attribute renamed : stored) {
            claim(renamed, formerField(renamed), ids, taken);
        }
        for (Attribute attribute : stored) {
            claim(attribute, fieldNamed(attribute, attribute.name()), ids, taken);
        }
        int nextId = nextId();
        List<Field> fields = new ArrayList<>();
        for (Attribute attribute : stored) {
            Integer known = ids.get(attribute);
            int id = known == null ? nextId++ : known;
            fields.add(new Field(id, attribute.scope(), attribute.name(), attribute.type()));
        }
        return fields;
    }

    private static void claim(
            Attribute attribute, @Nullable Field field, Map<Attribute, Integer> ids, Set<Integer> taken) {
        if (field == null || ids.containsKey(attribute) || !taken.add(field.id())) {
            return;
        }
        requireConvertible(attribute, field);
        ids.put(attribute, field.id());
    }

    /** The field under the attribute's former name, unless the rename was made in an earlier layout. */
    private @Nullable Field formerField(Attribute attribute) {
        LayoutVersion last = last();
        boolean renamed =
                attribute.formerly() != null && last != null && last.named(attribute.scope(), attribute.name()) == null;
        return renamed ? fieldNamed(attribute, attribute.formerly()) : null;
    }

    /** From the last layout that had the name: an attribute that was taken out and comes back finds its values. */
    private @Nullable Field fieldNamed(Attribute attribute, String name) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            Field field = versions.get(i).named(attribute.scope(), name);
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    private static void requireConvertible(Attribute attribute, Field field) {
        AttributeType from = field.type();
        AttributeType to = attribute.type();
        if (from == to || from == attribute.convertedFrom() && Conversion.isPossible(from, to)) {
            return;
        }
        String changed = attribute.scope().word() + " attribute '" + attribute.name() + "' is " + to.word()
                + " in the schema, but stored as " + from.word() + ": ";
        throw new StoreException(changed
                + (Conversion.isPossible(from, to)
                        ? "declare 'convertedFrom: " + from.word() + "' to have its values converted"
                        : from.word() + " cannot be converted to " + to.word()
                                + "; give the attribute another name and load its values again"));
    }

    private @Nullable LayoutVersion last() {
        return versions.isEmpty() ? null : versions.get(versions.size() - 1);
    }

    private int nextId() {
        int highest = 0;
        for (LayoutVersion version : versions) {
            for (Field field : version.fields()) {
                highest = Math.max(highest, field.id());
            }
        }
        return highest + 1;
    }
}
