package dev.kairos.profile;

/** Boxed numbers without garbage where they are small, as ages, scores and counts mostly are. */
final class Boxes {

    private static final int LOW = -128;
    private static final int HIGH = 1_023;
    private static final Integer[] INTS = new Integer[HIGH - LOW + 1];
    private static final Long[] LONGS = new Long[HIGH - LOW + 1];

    static {
        for (int i = 0; i < INTS.length; i++) {
            INTS[i] = i + LOW;
            LONGS[i] = (long) i + LOW;
        }
    }

    private Boxes() {}

    static Integer of(int value) {
        return value >= LOW && value <= HIGH ? INTS[value - LOW] : Integer.valueOf(value);
    }

    static Long of(long value) {
        return value >= LOW && value <= HIGH ? LONGS[(int) value - LOW] : Long.valueOf(value);
    }
}
