package dev.kairos.decision;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Formula;
import dev.kairos.arbitration.Occasion;
import dev.kairos.arbitration.Proposal;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Placement;
import dev.kairos.metrics.Step;
import dev.kairos.rules.Firing;

/** Writes down a decision whole, for the log and for whoever asks why. One thread. */
final class Recording {

    private static final Step[] TIMED = {Step.PARSE, Step.PROFILE, Step.RULES, Step.ARBITRATION};
    private static final int NONE = -1;

    private final NameTables names;
    private final Formula formula;
    private final Explanation explanation;
    private final DecisionRecordEncoder encoder = new DecisionRecordEncoder();
    private final Occasion.StatementVisitor statements = encoder::consent;
    private final Occasion.BasisVisitor bases = encoder::consentBasis;

    Recording(Playbook playbook) {
        names = playbook.names();
        formula = new Formula(playbook.catalogue());
        explanation = new Explanation(names, SnapshotDecoder.NONE);
    }

    /** Everything but the profiles; to be ended by the caller. */
    DecisionRecordEncoder write(DecideRequest request, Answer answer, Firing firing) {
        encoder.begin(names, answer.idHigh(), answer.idLow(), answer.epochMs());
        writeInputs(request, answer);
        writeFiring(firing);
        Arbitration arbitration = answer.arbitration();
        for (int i = 0; i < arbitration.consideredCount(); i++) {
            write(arbitration.considered(i));
        }
        for (int i = 0; i < arbitration.slotCount(); i++) {
            write(arbitration.slot(i));
        }
        request.occasion().forEachBasis(bases);
        for (Step step : TIMED) {
            encoder.step(step, answer.stepNanos(step));
        }
        return encoder;
    }

    /** What was written and ended last, as JSON for the channel that asked: what was considered and why. */
    byte[] explain() {
        return explanation.detailsToJson(new DecisionRecord().wrap(encoder.array(), 0, encoder.length()));
    }

    private void writeInputs(DecideRequest request, Answer answer) {
        flag(DecisionFlag.DEGRADED, answer.isDegraded());
        flag(DecisionFlag.KNOWN, answer.isKnown());
        flag(DecisionFlag.EXPLAIN, request.explain());
        encoder.userId(request.userId())
                .anonymousId(request.anonymousId())
                .channel(request.channel())
                .locale(request.locale());
        request.occasion().forEachStatement(statements);
        int firstSlot = request.firstContextSlot();
        for (int i = 0; i < request.contextSize(); i++) {
            encoder.context(firstSlot + i, request.contextValue(i));
        }
    }

    private void flag(DecisionFlag flag, boolean raised) {
        if (raised) {
            encoder.flag(flag);
        }
    }

    private void writeFiring(Firing firing) {
        for (int i = 0; i < firing.firedCount(); i++) {
            encoder.ruleFired(firing.fired(i));
        }
        for (int i = 0; i < firing.faultCount(); i++) {
            encoder.fault(firing.fault(i), firing.faultMessage(i));
        }
    }

    private void write(Arbitration.Considered entry) {
        Proposal proposal = entry.proposal();
        Placement only = proposal.placement();
        encoder.proposal(
                        proposal.action().index(),
                        proposal.rule(),
                        only == null ? NONE : only.index(),
                        entry.reason().ordinal(),
                        entry.culprit())
                .gate(entry.gate())
                .factors(
                        formula.propensity(proposal),
                        formula.context(proposal),
                        formula.value(proposal),
                        formula.lever(proposal),
                        entry.score())
                .because(proposal.because());
    }

    private void write(Arbitration.Slot slot) {
        Placement placement = slot.placement();
        if (placement == null) {
            encoder.unknownPlacement(slot.placementId(), slot.reason().ordinal());
            return;
        }
        Proposal winner = slot.winner();
        Action action = winner == null ? null : winner.action();
        encoder.placement(
                placement.index(),
                action == null ? NONE : action.index(),
                slot.fragment(),
                slot.reason().ordinal(),
                slot.isFallback());
    }
}
