package dev.kairos.bulk;

import dev.kairos.mistake.Nearest;
import dev.kairos.profile.Kind;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the attribute that a key or a column means, by its name or by the name it is loaded from. Immutable. */
final class KnownNames {

    private final Schema schema;
    private final Map<Kind, Map<String, Attribute>> byKind = new EnumMap<>(Kind.class);

    KnownNames(Schema schema) {
        this.schema = schema;
        for (Kind kind : Kind.values()) {
            byKind.put(kind, byNameAndSource(schema.of(kind.scope())));
        }
    }

    private static Map<String, Attribute> byNameAndSource(List<Attribute> attributes) {
        Map<String, Attribute> known = new HashMap<>();
        attributes.forEach(a -> known.put(a.source(), a));
        attributes.forEach(a -> known.put(a.name(), a));
        return known;
    }

    List<Attribute> of(Kind kind) {
        return schema.of(kind.scope());
    }

    @Nullable
    Attribute find(Kind kind, String given) {
        return byKind.get(kind).get(given);
    }

    /** What to say of a key that is no attribute of this kind. */
    Unfit unknown(Kind kind, String given) {
        Attribute other = schema.attribute(given);
        if (other != null) {
            return Unfit.because(Texts.shown(given) + " belongs to the "
                    + other.scope().word() + ", not to the " + kind.scope().word());
        }
        return new Unfit(
                "the schema has no attribute " + Texts.shown(given), Nearest.hint(cut(given), names(kind, List.of())));
    }

    /** The names and sources of a kind, and others. */
    Collection<String> names(Kind kind, Collection<String> others) {
        List<String> names = new ArrayList<>(byKind.get(kind).keySet());
        names.addAll(others);
        return names;
    }

    static String cut(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100);
    }
}
