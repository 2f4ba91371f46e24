package dev.kairos.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one call, by name. Every question is answered with no when the value is missing, but
 * {@link #missing}: the contract for rules, said again without any class of the engine.
 */
record Facts(Map<String, Object> values, Instant now) {

    boolean ge(String name, double limit) {
        Double value = number(name);
        return value != null && value >= limit;
    }

    boolean gt(String name, double limit) {
        Double value = number(name);
        return value != null && value > limit;
    }

    boolean le(String name, double limit) {
        Double value = number(name);
        return value != null && value <= limit;
    }

    boolean lt(String name, double limit) {
        Double value = number(name);
        return value != null && value < limit;
    }

    boolean is(String name, Object expected) {
        return expected.equals(values.get(name));
    }

    boolean in(String name, Object... expected) {
        Object value = values.get(name);
        return value != null && Arrays.asList(expected).contains(value);
    }

    boolean notIn(String name, Object... unexpected) {
        Object value = values.get(name);
        return value != null && !Arrays.asList(unexpected).contains(value);
    }

    boolean contains(String name, String item) {
        return values.get(name) instanceof Collection<?> items && items.contains(item);
    }

    boolean containsNot(String name, String item) {
        return values.get(name) instanceof Collection<?> items && !items.contains(item);
    }

    boolean startsWith(String name, String start) {
        return values.get(name) instanceof String text && text.startsWith(start);
    }

    boolean matches(String name, String regex) {
        return values.get(name) instanceof String text && Pattern.matches(regex, text);
    }

    boolean missing(String name) {
        return values.get(name) == null;
    }

    /** Whole days since, rounded towards the past; null when missing. */
    @Nullable
    Long daysSince(String name) {
        if (!(values.get(name) instanceof Instant past)) {
            return null;
        }
        return Math.floorDiv(
                Duration.between(past, now).toMillis(), Duration.ofDays(1).toMillis());
    }

    /** Whole days until, rounded towards the past; null when missing. */
    @Nullable
    Long daysUntil(String name) {
        if (!(values.get(name) instanceof Instant future)) {
            return null;
        }
        return Math.floorDiv(
                Duration.between(now, future).toMillis(), Duration.ofDays(1).toMillis());
    }

    @Nullable
    Double number(String name) {
        return values.get(name) instanceof Number value ? value.doubleValue() : null;
    }
}
