package dev.kairos.bulk;

import org.jspecify.annotations.Nullable;

/** Why a value does not suit its attribute. Returned in place of the value, since a bad value is nothing unusual. */
record Unfit(String message, @Nullable String hint) {

    static Unfit because(String message) {
        return new Unfit(message, null);
    }
}
