package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the records written under one version look like. Immutable. */
final class LayoutVersion {

    private final int version;
    private final List<Field> fields;
    private final Map<Scope, Shape> shapes = new EnumMap<>(Scope.class);

    /** @param version 1 for a store's first layout, and so on */
    LayoutVersion(int version, List<Field> fields) {
        this.version = version;
        this.fields = List.copyOf(fields);
        for (Scope scope : Scope.values()) {
            shapes.put(
                    scope,
                    new Shape(fields.stream().filter(f -> f.scope() == scope).toList()));
        }
    }

    int version() {
        return version;
    }

    List<Field> fields() {
        return fields;
    }

    Shape shape(Scope scope) {
        return shapes.get(scope);
    }

    @Nullable
    Field named(Scope scope, String name) {
        for (Field field : fields) {
            if (field.scope() == scope && field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    @Nullable
    AttributeType typeOf(int fieldId) {
        for (Field field : fields) {
            if (field.id() == fieldId) {
                return field.type();
            }
        }
        return null;
    }
}
