package dev.kairos.pack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a moment's properties, each of which can be given once: to an attribute, a counter or a journey. */
final class PropertyNames {

    private final Set<String> builtIns;
    private final Map<String, String> placeOf = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();

    /** @param builtIns properties that every moment has, whose names are taken */
    PropertyNames(Set<String> builtIns) {
        this.builtIns = builtIns;
    }

    boolean isBuiltIn(String name) {
        return builtIns.contains(name);
    }

    /** Takes a name. @return where it was taken before, e.g. {@code person on line 3}, or null */
    @Nullable
    String claim(String name, String place) {
        return placeOf.putIfAbsent(name, place);
    }

    /** Says that a name was declared with a mistake: what rules do with it cannot be judged. */
    void doubt(String name) {
        doubtful.add(name);
    }

    boolean isDoubtful(String name) {
        return doubtful.contains(name);
    }

    Set<String> doubtful() {
        return doubtful;
    }

    static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
