package dev.kairos.client;

import java.time.Duration;

/** Arguments are looked at once, where they come in. */
final class Checks {

    private Checks() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static Duration positive(String name, Duration value) {
        that(value.toMillis() > 0, name + " is " + value + ": it must be at least 1 ms");
        return value;
    }

    static int between(String name, int value, int from, int to) {
        that(value >= from && value <= to, name + " is " + value + ": it must be from " + from + " to " + to);
        return value;
    }
}
