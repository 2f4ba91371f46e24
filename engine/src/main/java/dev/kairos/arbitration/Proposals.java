package dev.kairos.arbitration;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules said about one moment: actions proposed, actions suppressed. Owned by one thread and reused, so that
 * a call allocates nothing here once it has seen as many proposals before.
 */
public final class Proposals {

    private final Catalogue catalogue;
    private final List<Proposal> pool = new ArrayList<>();
    private int size;

    /** By action index: the rule that suppressed it, or -1. */
    private final int[] suppressedBy;
    /** The suppressed action indexes in order, so that a rule that fails can be undone. */
    private final int[] suppressed;

    private int suppressions;

    public Proposals(Catalogue catalogue) {
        this.catalogue = catalogue;
        int actions = catalogue.actions().size();
        suppressedBy = new int[actions];
        suppressed = new int[actions];
        Arrays.fill(suppressedBy, -1);
    }

    public void clear() {
        size = 0;
        while (suppressions > 0) {
            suppressedBy[suppressed[--suppressions]] = -1;
        }
    }

    /** @throws IllegalArgumentException when the catalogue has no such action */
    public Proposal propose(String actionId, int rule) {
        Action action = catalogue.action(actionId);
        if (action == null) {
            throw new IllegalArgumentException("no action '" + actionId + "' in the catalogue");
        }
        if (size == pool.size()) {
            pool.add(new Proposal(this, action));
        }
        return pool.get(size++).begin(action, rule);
    }

    /** @throws IllegalArgumentException when the catalogue has neither such an action nor such a group */
    public void suppress(String actionOrGroupId, int rule) {
        Action action = catalogue.action(actionOrGroupId);
        if (action != null) {
            suppress(action.index(), rule);
            return;
        }
        Group group = catalogue.group(actionOrGroupId);
        if (group == null) {
            throw new IllegalArgumentException("no action or group '" + actionOrGroupId + "' in the catalogue");
        }
        List<Action> actions = catalogue.actions();
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i).group() == group.index()) {
                suppress(i, rule);
            }
        }
    }

    private void suppress(int action, int rule) {
        if (suppressedBy[action] < 0) {
            suppressedBy[action] = rule;
            suppressed[suppressions++] = action;
        }
    }

    /** Takes back all that a rule said: a rule that fails spoils its own proposals, and only those. */
    public void discard(int rule) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Proposal proposal = pool.get(i);
            if (proposal.rule != rule) {
                pool.set(i, pool.get(kept));
                pool.set(kept++, proposal);
            }
        }
        size = kept;
        int keptSuppressions = 0;
        for (int i = 0; i < suppressions; i++) {
            int action = suppressed[i];
            if (suppressedBy[action] == rule) {
                suppressedBy[action] = -1;
            } else {
                suppressed[keptSuppressions++] = action;
            }
        }
        suppressions = keptSuppressions;
    }

    public int size() {
        return size;
    }

    public Proposal get(int i) {
        return pool.get(i);
    }

    /** Index of the rule that suppressed the action, or -1. */
    public int suppressedBy(int action) {
        return suppressedBy[action];
    }

    @Nullable
    Placement placement(String id) {
        return catalogue.placement(id);
    }
}
