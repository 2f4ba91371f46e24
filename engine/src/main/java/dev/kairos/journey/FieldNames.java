package dev.kairos.journey;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import dev.kairos.touchpoint.Properties;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which attribute of a schema a name of a sender's means: the one that has it as its source, else the one with that
 * very name. Immutable.
 */
final class FieldNames {

    private final Schema schema;
    private final Map<String, Integer> contextSlots = new HashMap<>();
    private final Map<Scope, Map<String, Attribute>> traits = new HashMap<>();

    FieldNames(Schema schema) {
        this.schema = schema;
        byName(Scope.CONTEXT).forEach((name, field) -> contextSlots.put(name, schema.slot(field.name())));
        for (Scope scope : new Scope[] {Scope.PERSON, Scope.HOUSEHOLD, Scope.COMPANY}) {
            traits.put(scope, byName(scope));
        }
    }

    private Map<String, Attribute> byName(Scope scope) {
        Map<String, Attribute> names = new HashMap<>();
        schema.of(scope).forEach(attribute -> names.put(attribute.name(), attribute));
        schema.of(scope).forEach(attribute -> names.put(attribute.source(), attribute));
        return names;
    }

    /** Takes a context field by its slot, and its value; null when what was said is none. */
    @FunctionalInterface
    interface FieldSink {
        void field(int slot, @Nullable Object value);
    }

    /** Gives the context fields that a touchpoint speaks of. Others of its properties stay in the journal only. */
    void fill(Properties properties, FieldSink into) {
        for (int i = 0; i < properties.size(); i++) {
            Integer slot = contextSlots.get(properties.name(i));
            Object said = slot == null ? null : properties.value(i);
            if (said != null) {
                into.field(slot, ToldValue.of(said, schema.attributes().get(slot)));
            }
        }
    }

    /**
     * Gives what traits say of attributes.
     *
     * @param into takes an attribute and its value, null where null was said
     * @return how many traits mean no attribute, or have a value that is none
     */
    int read(Scope scope, Properties said, BiConsumer<Attribute, @Nullable Object> into) {
        Map<String, Attribute> names = traits.get(scope);
        int unknown = 0;
        for (int i = 0; i < said.size(); i++) {
            Attribute attribute = names.get(said.name(i));
            Object value = said.value(i);
            Object fitting = attribute == null || value == null ? null : ToldValue.of(value, attribute);
            if (attribute == null || value != null && fitting == null) {
                unknown++;
            } else {
                into.accept(attribute, fitting);
            }
        }
        return unknown;
    }
}
