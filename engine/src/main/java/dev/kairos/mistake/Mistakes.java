package dev.kairos.mistake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects every mistake before anything is given up, so that an author sees them all at once. Not thread-safe. */
public final class Mistakes {

    private final Set<Mistake> found = new LinkedHashSet<>();

    public void add(String file, int line, String message, @Nullable String hint) {
        found.add(Mistake.at(file, line, message, hint));
    }

    public void add(String file, int line, String message) {
        add(file, line, message, null);
    }

    public void addAll(Iterable<Mistake> others) {
        others.forEach(found::add);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int size() {
        return found.size();
    }

    /** All of them, without repeats, by file and line. */
    public List<Mistake> sorted() {
        List<Mistake> all = new ArrayList<>(found);
        all.sort(null);
        return List.copyOf(all);
    }
}
