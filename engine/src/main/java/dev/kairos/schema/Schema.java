package dev.kairos.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a pack declares, immutable. An attribute's slot is its place in {@link #attributes()}: those of
 * the person first, then household, company and context, each in the order of the file.
 */
public final class Schema {

    private final List<Attribute> attributes;
    private final Map<Scope, List<Attribute>> byScope = new EnumMap<>(Scope.class);
    private final Map<Scope, Integer> firstSlot = new EnumMap<>(Scope.class);
    private final Map<String, Integer> slotByName = new HashMap<>();

    /** @param declared in any order; names must be unique, which the pack's loader has checked */
    public Schema(Collection<Attribute> declared) {
        List<Attribute> ordered = new ArrayList<>(declared.size());
        for (Scope scope : Scope.values()) {
            List<Attribute> own =
                    declared.stream().filter(a -> a.scope() == scope).toList();
            byScope.put(scope, own);
            firstSlot.put(scope, ordered.size());
            ordered.addAll(own);
        }
        attributes = Collections.unmodifiableList(ordered);
        for (int slot = 0; slot < attributes.size(); slot++) {
            if (slotByName.put(attributes.get(slot).name(), slot) != null) {
                throw new IllegalArgumentException(
                        "attribute declared twice: " + attributes.get(slot).name());
            }
        }
    }

    /** All of them, by slot. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** Those of one scope; the n-th of them has slot {@code firstSlot(scope) + n}. */
    public List<Attribute> of(Scope scope) {
        return byScope.get(scope);
    }

    public int firstSlot(Scope scope) {
        return firstSlot.get(scope);
    }

    /** The slot of the attribute with this name, or -1. */
    public int slot(String name) {
        Integer slot = slotByName.get(name);
        return slot == null ? -1 : slot;
    }

    public @Nullable Attribute attribute(String name) {
        int slot = slot(name);
        return slot < 0 ? null : attributes.get(slot);
    }
}
