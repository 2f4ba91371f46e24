package dev.kairos.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What touchpoints have left on a profile. Immutable.
 *
 * @param windows by counter name
 * @param journeys where on each journey the customer is, by its name
 * @param base where they were before the first item of the path, by the journey's name
 * @param path oldest first
 * @param seen when there were touchpoints
 * @param dueMs when time alone may move the customer on, in milliseconds since the epoch; 0 when never
 */
public record History(
        Map<String, StoredWindow> windows,
        Map<String, JourneyState> journeys,
        Map<String, JourneyState> base,
        List<PathItem> path,
        Seen seen,
        long dueMs) {

    public static final History NONE = new History(Map.of(), Map.of(), Map.of(), List.of(), Seen.NEVER, 0);

    /**
     * When the first and the last touchpoint happened, in milliseconds since the epoch.
     *
     * @param lastMs also the time that lateness is measured from
     */
    public record Seen(long firstMs, long lastMs) {

        public static final Seen NEVER = new Seen(0, 0);

        public boolean isNever() {
            return firstMs == 0 && lastMs == 0;
        }

        /** With a touchpoint of that time as well. */
        public Seen with(long atMs) {
            return isNever() ? new Seen(atMs, atMs) : new Seen(Math.min(firstMs, atMs), Math.max(lastMs, atMs));
        }

        /** What two identities of one person have seen together. */
        public Seen with(Seen other) {
            return other.isNever() ? this : with(other.firstMs).with(other.lastMs);
        }
    }

    public History {
        windows = sorted(windows);
        journeys = sorted(journeys);
        base = sorted(base);
        path = List.copyOf(path);
    }

    /** Always in the order of the keys, which that of {@code Map.copyOf} is not: it changes from run to run. */
    static <V> Map<String, V> sorted(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
