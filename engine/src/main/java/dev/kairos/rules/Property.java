package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one property of a moment. An attribute is read by its slot, which is the same code for all of them; by its
 * getter each would be one more callee at the same place.
 *
 * @param slot of an attribute, or -1
 * @param getter of a built-in property
 */
record Property(int slot, @Nullable Function<MomentBase, Object> getter) {

    @Nullable
    Object of(MomentBase moment) {
        return slot >= 0 ? moment.attribute(slot) : getter.apply(moment);
    }
}
