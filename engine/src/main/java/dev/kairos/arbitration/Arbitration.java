package dev.kairos.arbitration;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Treatment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call: the answer per placement asked for, and what became of each proposal. Reused from call to call
 * by one thread; read it before the next {@link Arbitrator#arbitrate}.
 */
public final class Arbitration {

    /** The answer of one placement. */
    public static final class Slot {
        String placementId = "";

        @Nullable
        Placement placement;

        @Nullable
        Proposal winner;

        @Nullable
        Treatment treatment;

        Reason reason = Reason.NO_PROPOSAL;

        void begin(String id, @Nullable Placement known) {
            placementId = id;
            placement = known;
            winner = null;
            treatment = null;
            reason = known == null ? Reason.UNKNOWN_PLACEMENT : Reason.NO_PROPOSAL;
        }

        void win(Proposal proposal, Treatment how) {
            winner = proposal;
            treatment = how;
            reason = Reason.TARGETED;
        }

        /** A proposal that did not make it: the first of the strongest reasons is kept. */
        void miss(Reason why) {
            if (strength(why) > strength(reason)) {
                reason = why;
            }
        }

        private static int strength(Reason why) {
            return switch (why) {
                case NO_PROPOSAL -> 0;
                case NO_TREATMENT -> 1;
                case OUTRANKED -> 2;
                default -> 3;
            };
        }

        /** As it was asked for, known or not. */
        public String placementId() {
            return placementId;
        }

        /** Null when the catalogue has no such placement. */
        public @Nullable Placement placement() {
            return placement;
        }

        /** Null when the fallback is answered. */
        public @Nullable Proposal winner() {
            return winner;
        }

        public Reason reason() {
            return reason;
        }

        public boolean isFallback() {
            return winner == null;
        }

        /** The fragment to show: the treatment's, else the placement's fallback; null for an unknown placement. */
        public @Nullable String fragment() {
            if (treatment != null) {
                return treatment.fragment();
            }
            return placement == null ? null : placement.fallback();
        }
    }

    /** What became of one proposal. */
    public static final class Considered {
        Proposal proposal;
        double score;
        Gate gate = Gate.NONE;
        int culprit;
        Reason reason = Reason.OUTRANKED;

        Considered(Proposal proposal) {
            this.proposal = proposal;
        }

        public Proposal proposal() {
            return proposal;
        }

        /** Product of the factors that the catalogue has switched on. */
        public double score() {
            return score;
        }

        /** The gate that stopped it, or {@link Gate#NONE}. */
        public Gate gate() {
            return gate;
        }

        /** Which purpose, rule (suppression), contact policy or holdout stopped it, by index; otherwise -1. */
        public int culprit() {
            return culprit;
        }

        public Reason reason() {
            return reason;
        }
    }

    private final List<Slot> slots = new ArrayList<>();
    private final List<Considered> ranked = new ArrayList<>();
    private int slotCount;
    private int rankedCount;

    /** By action: whether it has won a placement in this call. */
    private final boolean[] placed;
    /** The actions that have; kept as indexes, since by the next call the proposals stand for other actions. */
    private final int[] winners;

    private int winnerCount;

    public Arbitration(Catalogue catalogue) {
        placed = new boolean[catalogue.actions().size()];
        winners = new int[placed.length];
    }

    public int slotCount() {
        return slotCount;
    }

    /** In the order of the call. */
    public Slot slot(int i) {
        return slots.get(i);
    }

    public int consideredCount() {
        return rankedCount;
    }

    /** The highest score first. */
    public Considered considered(int i) {
        return ranked.get(i);
    }

    void clear() {
        while (winnerCount > 0) {
            placed[winners[--winnerCount]] = false;
        }
        slotCount = 0;
        rankedCount = 0;
    }

    boolean isPlaced(int action) {
        return placed[action];
    }

    void place(int action) {
        placed[action] = true;
        winners[winnerCount++] = action;
    }

    Slot nextSlot() {
        if (slotCount == slots.size()) {
            slots.add(new Slot());
        }
        return slots.get(slotCount++);
    }

    /** Keeps the ranking sorted as it grows: insertion is the fastest way for the ten or so proposals of a call. */
    Considered rank(Proposal proposal, double score) {
        if (rankedCount == ranked.size()) {
            ranked.add(new Considered(proposal));
        }
        Considered entry = ranked.get(rankedCount);
        int at = rankedCount++;
        while (at > 0 && comesBefore(proposal, score, ranked.get(at - 1))) {
            ranked.set(at, ranked.get(at - 1));
            at--;
        }
        ranked.set(at, entry);
        entry.proposal = proposal;
        entry.score = score;
        return entry;
    }

    /** Higher scores first; ties go to the action that stands first in the catalogue, then to the earlier rule. */
    private static boolean comesBefore(Proposal proposal, double score, Considered other) {
        if (score != other.score) {
            return score > other.score;
        }
        int byCatalogue = Integer.compare(proposal.action.index(), other.proposal.action.index());
        return byCatalogue != 0 ? byCatalogue < 0 : proposal.rule < other.proposal.rule;
    }
}
