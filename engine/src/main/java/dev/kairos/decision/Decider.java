package dev.kairos.decision;

import dev.kairos.arbitration.Arbitrator;
import dev.kairos.arbitration.Occasion;
import dev.kairos.arbitration.Proposals;
import dev.kairos.consent.StatementSink;
import dev.kairos.metrics.Step;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleSession;
import java.util.Objects;

/**
 * Decides: profile, moment, rules, arbitration, log. One per event loop and pack version, used by that one thread; it
 * never blocks and never waits for a disk.
 *
 * <p>An answer is always given. A rule that fails costs its own proposals; a deadline that passes costs the rules that
 * had not fired yet.
 */
public final class Decider implements AutoCloseable {

    private final Playbook playbook;
    private final DeciderResources resources;
    private final Customer customer;
    private final MomentBase moment;
    private final RuleSession rules;
    private final Proposals proposals;
    private final Arbitrator arbitrator;
    private final Deadline deadline;
    private final DecisionIds ids = new DecisionIds();
    private final DecisionCounts counts;
    private final Recording recording;
    private final Answer answer;

    public Decider(Playbook playbook, DeciderResources resources) {
        this.playbook = playbook;
        this.resources = resources;
        customer = new Customer(resources.profiles(), resources.layout());
        moment = playbook.momentType().newMoment();
        rules = playbook.rules().openSession();
        proposals = new Proposals(playbook.catalogue());
        arbitrator = new Arbitrator(playbook.catalogue());
        deadline = new Deadline(resources.nanoTime());
        counts = new DecisionCounts(resources.metrics(), playbook.rules().rules());
        recording = new Recording(playbook);
        answer = new Answer(playbook.catalogue());
    }

    public Playbook playbook() {
        return playbook;
    }

    /**
     * @param request typed by this decider's pack
     * @param arrivedNanos when the call arrived, on the clock of the resources: the deadline counts from there
     * @param parsedNanos now, on the same clock
     * @return what to answer, valid until the next call
     */
    public Answer decide(DecideRequest request, long arrivedNanos, long parsedNanos) {
        consider(request, arrivedNanos, parsedNanos);
        keep(request);
        return answer;
    }

    /** As {@link #decide}, but for the count, the log and the explanation: {@link #keep} adds these. */
    public Answer consider(DecideRequest request, long arrivedNanos, long parsedNanos) {
        deadline.start(arrivedNanos, request.timeoutNanos());
        answer.step(Step.PARSE, parsedNanos - arrivedNanos);
        begin();
        customer.read(request);
        long read = stepDone(Step.PROFILE, parsedNanos);
        see(request);
        Firing firing = rules.fire(moment, proposals, deadline);
        long fired = stepDone(Step.RULES, read);
        arbitrate(request, firing);
        stepDone(Step.ARBITRATION, fired);
        return answer;
    }

    private void begin() {
        answer.epochMs = resources.clock().millis();
        ids.next(answer.epochMs);
        answer.idHigh = ids.high();
        answer.idLow = ids.low();
        proposals.clear();
    }

    private void see(DecideRequest request) {
        answer.known = customer.person.isPresent();
        String locale = request.locale() == null ? playbook.locale() : request.locale();
        moment.begin(answer.epochMs, playbook.zone());
        moment.call(request.channel(), locale, request.placements());
        moment.bind(customer.person, customer.household, customer.company);
        int firstContextSlot = request.firstContextSlot();
        for (int i = 0; i < request.contextSize(); i++) {
            moment.set(firstContextSlot + i, request.contextValue(i));
        }
        Occasion occasion = request.occasion();
        occasion.when(answer.epochMs);
        occasion.where(request.channel(), locale);
        occasion.who(customer.key(request), customer.person);
        hearSignals(request);
    }

    private void hearSignals(DecideRequest request) {
        if (request.gpc()) {
            playbook.consentSignals().gpc(answer.epochMs, statements(request));
        }
        String tcf = request.tcf();
        if (tcf != null) {
            boolean readable = playbook.consentSignals().tcf(tcf, answer.epochMs, statements(request));
            if (!readable && !request.dryRun()) {
                counts.countUnreadableTcf();
            }
        }
    }

    private static StatementSink statements(DecideRequest request) {
        return request.occasion()::state;
    }

    private void arbitrate(DecideRequest request, Firing firing) {
        answer.firing = firing;
        answer.explanation = null;
        answer.degraded = firing.deadlinePassed();
        arbitrator.arbitrate(request.occasion(), proposals, firing.deadlinePassed(), answer.arbitration());
    }

    /** Puts what was considered last on record. To be called before the next call, or not at all. */
    public void keep(DecideRequest request) {
        Firing firing = Objects.requireNonNull(answer.firing);
        boolean traceless = request.dryRun();
        if (!traceless) {
            counts.count(answer, firing);
        }
        if (traceless && !request.explain()) {
            return;
        }
        DecisionRecordEncoder record = recording.write(request, answer, firing);
        if (!traceless && resources.log().isSnapshotDue(answer.idHigh, answer.idLow)) {
            customer.addTo(record);
        }
        record.end();
        if (!traceless) {
            resources.log().offer(record);
        }
        if (request.explain()) {
            answer.explanation = recording.explain();
        }
    }

    private long stepDone(Step step, long sinceNanos) {
        long now = resources.nanoTime().getAsLong();
        answer.step(step, now - sinceNanos);
        return now;
    }

    /** Gives the rule session back; on the thread that decides. */
    @Override
    public void close() {
        rules.close();
    }
}
