package dev.kairos.arbitration;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Holdout;

/**
 * Who is left out on purpose. A customer is in a holdout when the salted hash of their key falls below the share: the
 * same answer on every machine and after every restart, with nothing stored.
 */
final class HoldoutGate {

    private static final int NONE = -1;

    private final Holdout[] holdouts;
    /** By holdout, by action: whether it withholds the action. */
    private final boolean[][] withholds;
    /** By holdout: whether the customer of this call is in it. */
    private final boolean[] member;

    HoldoutGate(Catalogue catalogue) {
        holdouts = catalogue.holdouts().toArray(Holdout[]::new);
        withholds = new boolean[holdouts.length][catalogue.actions().size()];
        member = new boolean[holdouts.length];
        for (Holdout holdout : holdouts) {
            holdout.actions().forEach(action -> withholds[holdout.index()][action] = true);
        }
    }

    void prepare(Occasion occasion) {
        for (int i = 0; i < holdouts.length; i++) {
            member[i] = contains(holdouts[i], occasion.customerKey);
        }
    }

    /** Index of the holdout that withholds the action from the customer, or -1. */
    int withheldBy(int action) {
        for (int i = 0; i < holdouts.length; i++) {
            if (member[i] && withholds[i][action]) {
                return i;
            }
        }
        return NONE;
    }

    static boolean contains(Holdout holdout, String customerKey) {
        return SaltedHash.share(holdout.salt(), customerKey) < holdout.share();
    }
}
