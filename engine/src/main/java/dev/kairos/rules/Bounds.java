package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The bounds on one number that lead on from a {@link Place}, on each side in the order in which a number meets them:
 * the first that is not met ends the asking. Immutable.
 */
final class Bounds {

    final Property property;
    /** Ascending. */
    final long[] lower;

    final Place[] fromLower;
    /** Descending. */
    final long[] upper;

    final Place[] fromUpper;

    private Bounds(Property property, List<Lead> lower, List<Lead> upper) {
        this.property = property;
        this.lower = lower.stream().mapToLong(Lead::bound).toArray();
        this.fromLower = lower.stream().map(Lead::to).toArray(Place[]::new);
        this.upper = upper.stream().mapToLong(Lead::bound).toArray();
        this.fromUpper = upper.stream().map(Lead::to).toArray(Place[]::new);
    }

    private record Lead(long bound, Place to) {}

    void walk(MomentBase moment, Matches matches) {
        Object value = property.of(moment);
        if (value == null || value instanceof Double decimal && decimal.isNaN()) {
            return;
        }
        long number = NumberOrder.of((Number) value);
        for (int i = 0; i < lower.length && number >= lower[i]; i++) {
            fromLower[i].walk(moment, matches);
        }
        for (int i = 0; i < upper.length && number <= upper[i]; i++) {
            fromUpper[i].walk(moment, matches);
        }
    }

    /** What they are made of, while the network is read. */
    static final class Draft {

        private final Property property;
        private final List<Lead> lower = new ArrayList<>();
        private final List<Lead> upper = new ArrayList<>();

        Draft(Property property) {
            this.property = property;
        }

        void add(Node.Range range, Place to) {
            (range.atLeast() ? lower : upper).add(new Lead(range.bound(), to));
        }

        Bounds made() {
            Comparator<Lead> ascending = Comparator.comparingLong(Lead::bound);
            lower.sort(ascending);
            upper.sort(ascending.reversed());
            return new Bounds(property, lower, upper);
        }
    }
}
