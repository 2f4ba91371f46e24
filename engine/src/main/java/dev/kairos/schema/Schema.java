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
 * What a pack declares of its customers: attributes, counters and journeys. Immutable. A counter and a journey's stage
 * are attributes too. An attribute's slot is its place in {@link #attributes()}: those of the person first, then
 * household, company and context, each in the order of the file, then the counters, then two for each journey.
 */
public final class Schema {

    private final List<Attribute> attributes;
    private final List<Counter> counters;
    private final List<Journey> journeys;
    private final Path path;
    private final Map<Scope, List<Attribute>> byScope = new EnumMap<>(Scope.class);
    private final Map<Scope, Integer> firstSlot = new EnumMap<>(Scope.class);
    private final Map<String, Integer> slotByName = new HashMap<>();

    /** A schema without counters and journeys. */
    public Schema(Collection<Attribute> declared) {
        this(declared, List.of(), List.of(), Path.DEFAULT);
    }

    public Schema(Collection<Attribute> declared, List<Counter> counters, List<Journey> journeys) {
        this(declared, counters, journeys, Path.DEFAULT);
    }

    /** @param declared in any order; all names must be unique, which the pack's loader has checked */
    public Schema(Collection<Attribute> declared, List<Counter> counters, List<Journey> journeys, Path path) {
        this.counters = List.copyOf(counters);
        this.journeys = List.copyOf(journeys);
        this.path = path;
        List<Attribute> all = new ArrayList<>(declared);
        counters.forEach(counter -> all.add(Attribute.of(counter.name(), Scope.COUNTER, counter.type())));
        journeys.forEach(journey -> {
            all.add(Attribute.of(journey.stageProperty(), Scope.JOURNEY, AttributeType.KEYWORD));
            all.add(Attribute.of(journey.sinceProperty(), Scope.JOURNEY, AttributeType.INSTANT));
        });
        List<Attribute> ordered = new ArrayList<>(all.size());
        for (Scope scope : Scope.values()) {
            List<Attribute> own = all.stream().filter(a -> a.scope() == scope).toList();
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

    /** In the order of the file; the n-th of them has slot {@code firstSlot(COUNTER) + n}. */
    public List<Counter> counters() {
        return counters;
    }

    /** In the order of the file; the stage of the n-th of them has slot {@code firstSlot(JOURNEY) + 2 * n}. */
    public List<Journey> journeys() {
        return journeys;
    }

    public @Nullable Journey journey(String name) {
        for (Journey journey : journeys) {
            if (journey.name().equals(name)) {
                return journey;
            }
        }
        return null;
    }

    /** How much of the actual path is kept. */
    public Path path() {
        return path;
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
