package dev.kairos.profile;

import dev.kairos.schema.MergeRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The value that several facets have of one attribute together, by its merge rule. Pure functions. */
final class MergedValue {

    private MergedValue() {}

    static @Nullable Object of(MergeRule rule, List<FacetDraft> facets, int index) {
        return switch (rule) {
            case NEWEST -> newest(facets, index);
            case OLDEST -> oldest(facets, index);
            case SUM, MIN, MAX, UNION -> joined(rule, facets, index);
        };
    }

    /** What was told last, be it that there is none; of several at once what the first of them told. */
    static @Nullable Object newest(List<FacetDraft> facets, int index) {
        Object value = null;
        long atMs = Values.UNTOLD;
        for (FacetDraft facet : facets) {
            if (facet.values().toldMs(index) > atMs) {
                atMs = facet.values().toldMs(index);
                value = facet.values().value(index);
            }
        }
        return value;
    }

    private static @Nullable Object oldest(List<FacetDraft> facets, int index) {
        Object value = null;
        long atMs = Long.MAX_VALUE;
        for (FacetDraft facet : facets) {
            Object own = facet.values().value(index);
            if (own != null && facet.values().toldMs(index) < atMs) {
                atMs = facet.values().toldMs(index);
                value = own;
            }
        }
        return value;
    }

    private static @Nullable Object joined(MergeRule rule, List<FacetDraft> facets, int index) {
        Object joined = null;
        for (FacetDraft facet : facets) {
            Object own = facet.values().value(index);
            if (own != null) {
                joined = joined == null ? own : join(rule, joined, own);
            }
        }
        return joined;
    }

    private static Object join(MergeRule rule, Object one, Object other) {
        return switch (rule) {
            case SUM -> sum((Number) one, (Number) other);
            case MIN -> compare(one, other) <= 0 ? one : other;
            case MAX -> compare(one, other) >= 0 ? one : other;
            case UNION -> union((Set<?>) one, (Set<?>) other);
            case NEWEST, OLDEST -> throw new IllegalArgumentException(rule + " goes by time");
        };
    }

    /** A sum that is out of range becomes the nearest number within. */
    private static Number sum(Number one, Number other) {
        if (one instanceof Double) {
            return one.doubleValue() + other.doubleValue();
        }
        if (one instanceof Integer) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, one.longValue() + other.longValue()));
        }
        long a = one.longValue();
        long b = other.longValue();
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    @SuppressWarnings("unchecked") // two values of one attribute have one type, which MergeRule.suits made sure of
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Set<String> union(Set<?> one, Set<?> other) {
        Set<String> all = new TreeSet<>();
        one.forEach(word -> all.add((String) word));
        other.forEach(word -> all.add((String) word));
        return all;
    }
}
