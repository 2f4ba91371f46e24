package dev.kairos.arbitration;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Treatment;
import java.util.List;

/**
 * Chooses between proposals: gates first, then scores by the {@link Formula}, then the placements are filled in the order of the call, no action twice. For
 * one thread, which uses it call after call without allocating.
 *
 * <p>A placement without a winner says why: the reason of its best proposal that a gate stopped; else OUTRANKED when its
 * proposals won elsewhere; else NO_TREATMENT when none of its proposals can be shown there; else NO_PROPOSAL.
 */
public final class Arbitrator {

    private final Catalogue catalogue;
    private final Gates gates;
    private final TreatmentTable treatments;
    private final Formula formula;

    public Arbitrator(Catalogue catalogue) {
        this.catalogue = catalogue;
        gates = new Gates(catalogue);
        treatments = new TreatmentTable(catalogue);
        formula = new Formula(catalogue);
    }

    /** @param timeIsUp the rules were cut short: a placement that has no winner says DEADLINE */
    public void arbitrate(Occasion occasion, Proposals proposals, boolean timeIsUp, Arbitration result) {
        result.clear();
        rank(occasion, proposals, result);
        List<String> placements = occasion.placements();
        for (int i = 0; i < placements.size(); i++) {
            fill(placements.get(i), occasion, timeIsUp, result);
        }
        giveReasonsToLosers(occasion, result);
    }

    private void rank(Occasion occasion, Proposals proposals, Arbitration result) {
        if (proposals.size() == 0) {
            return;
        }
        gates.prepare(occasion);
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            Action action = proposal.action;
            Arbitration.Considered entry = result.rank(proposal, formula.score(proposal));
            entry.gate = gates.check(action, occasion, proposals);
            entry.culprit = gates.culprit(entry.gate, action, proposals);
            entry.reason = entry.gate == Gate.NONE ? Reason.OUTRANKED : entry.gate.reason();
        }
    }

    private void fill(String placementId, Occasion occasion, boolean timeIsUp, Arbitration result) {
        Arbitration.Slot slot = result.nextSlot();
        Placement placement = catalogue.placement(placementId);
        slot.begin(placementId, placement);
        if (placement == null) {
            return;
        }
        for (int i = 0; i < result.consideredCount() && slot.winner == null; i++) {
            offer(result.considered(i), slot, placement, occasion, result);
        }
        if (timeIsUp && slot.winner == null) {
            slot.reason = Reason.DEADLINE;
        }
    }

    private void offer(
            Arbitration.Considered entry,
            Arbitration.Slot slot,
            Placement placement,
            Occasion occasion,
            Arbitration result) {
        Action action = entry.proposal.action;
        if (!entry.proposal.isFor(placement)) {
            return;
        }
        Treatment treatment = treatments.find(action.index(), placement.index(), occasion.channel, occasion.locale);
        if (treatment == null) {
            slot.miss(Reason.NO_TREATMENT);
        } else if (entry.gate != Gate.NONE) {
            slot.miss(entry.gate.reason());
        } else if (result.isPlaced(action.index())) {
            slot.miss(Reason.OUTRANKED);
        } else {
            slot.win(entry.proposal, treatment);
            entry.reason = Reason.TARGETED;
            result.place(action.index());
        }
    }

    /** Those that passed the gates and won nothing: was there a placement that they could have had? */
    private void giveReasonsToLosers(Occasion occasion, Arbitration result) {
        for (int i = 0; i < result.consideredCount(); i++) {
            Arbitration.Considered entry = result.considered(i);
            if (entry.gate == Gate.NONE && entry.reason != Reason.TARGETED && fitsNowhere(entry, occasion, result)) {
                entry.reason = Reason.NO_TREATMENT;
            }
        }
    }

    private boolean fitsNowhere(Arbitration.Considered entry, Occasion occasion, Arbitration result) {
        int action = entry.proposal.action.index();
        for (int i = 0; i < result.slotCount(); i++) {
            Placement placement = result.slot(i).placement;
            if (placement != null
                    && entry.proposal.isFor(placement)
                    && treatments.find(action, placement.index(), occasion.channel, occasion.locale) != null) {
                return false;
            }
        }
        return true;
    }
}
