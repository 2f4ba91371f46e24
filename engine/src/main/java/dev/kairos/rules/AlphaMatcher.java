package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import java.util.Arrays;

/** Lets moments meet an alpha network and gives out the rules that are to fire. One thread. */
final class AlphaMatcher implements AutoCloseable {

    private final FlatNetwork network;
    private final FiringOrder order;
    private final boolean[] groupHasFired;
    private final Matches matches;
    private boolean closed;

    /** @param firing gets the faults of conditions */
    AlphaMatcher(Network network, Firing firing) {
        this.network = network.flat();
        order = network.order();
        groupHasFired = new boolean[order.groups()];
        matches = new Matches(firing, order.size());
    }

    void match(MomentBase moment) {
        if (closed) {
            throw new IllegalStateException("this session of the rules is closed");
        }
        matches.clear();
        if (groupHasFired.length > 0) {
            Arrays.fill(groupHasFired, false);
        }
        network.match(moment, matches);
    }

    /** The first rank at or after {@code from} whose rule is to fire, or -1: of an activation group only the first. */
    int next(int from) {
        for (int rank = matches.next(from); rank >= 0; rank = matches.next(rank + 1)) {
            int group = order.group(rank);
            if (group < 0) {
                return rank;
            }
            if (!groupHasFired[group]) {
                groupHasFired[group] = true;
                return rank;
            }
        }
        return -1;
    }

    /** It is not to be used again. */
    @Override
    public void close() {
        closed = true;
    }
}
