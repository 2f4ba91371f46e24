package dev.kairos.rules;

import dev.kairos.rules.Node.Range;
import dev.kairos.rules.Node.Value;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a property as longs of the same order: so that all bounds on it are one sorted array, whether it is
 * whole or decimal, and whether a bound is met itself or the number next to it.
 */
final class NumberOrder {

    /** Up to here a whole number and its neighbours are doubles, so that comparing as either is the same. */
    private static final double EXACT = 1L << 52;

    private NumberOrder() {}

    /** Of a value of a property, which is of one Java type always. */
    static long of(Number value) {
        return value instanceof Double decimal ? of(decimal.doubleValue()) : value.longValue();
    }

    /** Not a number is above all others here, and within no bound: to be looked for before. */
    static long of(double decimal) {
        // The negative zero equals zero.
        long bits = Double.doubleToRawLongBits(decimal + 0.0);
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    /** What stands for {@code 5 < x} when written as {@code x … 5}. */
    static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            default -> "<=";
        };
    }

    /**
     * The numbers that {@code property operator literal} lets through, compared as Java compares them.
     *
     * @param operator an ordering one
     * @return null when there is no such bound
     */
    static @Nullable Range range(Value property, String operator, Number literal) {
        boolean atLeast = operator.startsWith(">");
        boolean strict = operator.length() == 1;
        if (property.type() == ValueType.DECIMAL) {
            double bound = literal.doubleValue();
            double met = !strict ? bound : atLeast ? Math.nextUp(bound) : Math.nextDown(bound);
            return new Range(property.property(), atLeast, of(met));
        }
        if (literal instanceof Double decimal) {
            return Math.abs(decimal) < EXACT ? ofWhole(property, atLeast, strict, decimal) : null;
        }
        long bound = literal.longValue();
        if (strict && bound == (atLeast ? Long.MAX_VALUE : Long.MIN_VALUE)) {
            return null;
        }
        return new Range(property.property(), atLeast, !strict ? bound : atLeast ? bound + 1 : bound - 1);
    }

    private static Range ofWhole(Value property, boolean atLeast, boolean strict, double bound) {
        double met = atLeast ? Math.ceil(bound) : Math.floor(bound);
        if (strict && met == bound) {
            met += atLeast ? 1 : -1;
        }
        return new Range(property.property(), atLeast, (long) met);
    }
}
