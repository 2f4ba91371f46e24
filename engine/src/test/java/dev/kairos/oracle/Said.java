package dev.kairos.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the oracle's rules said about one call. */
final class Said {

    final List<Proposed> proposals = new ArrayList<>();
    final Set<String> suppressed = new HashSet<>();

    Proposed propose(String action) {
        Proposed proposed = new Proposed(action);
        proposals.add(proposed);
        return proposed;
    }

    void suppress(String... actionsOrGroups) {
        suppressed.addAll(List.of(actionsOrGroups));
    }

    /** An action proposed, with what its rule set; the rest is the catalogue's. */
    static final class Proposed {

        final String action;
        double context = 1;
        double lever = 1;

        @Nullable
        Double propensity;

        @Nullable
        String placement;

        private Proposed(String action) {
            this.action = action;
        }

        Proposed context(double weight) {
            context = weight;
            return this;
        }

        Proposed lever(double weight) {
            lever = weight;
            return this;
        }

        Proposed propensity(double probability) {
            propensity = probability;
            return this;
        }

        Proposed on(String only) {
            placement = only;
            return this;
        }
    }
}
