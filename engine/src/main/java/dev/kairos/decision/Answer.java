package dev.kairos.decision;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.metrics.Step;
import dev.kairos.rules.Firing;
import org.jspecify.annotations.Nullable;

/** What the {@link Decider} found for one call. Reused: valid on its thread until the next call. */
public final class Answer {

    private final Arbitration arbitration;
    private final long[] stepNanos = new long[Step.values().length];

    long idHigh;
    long idLow;
    long epochMs;
    boolean degraded;
    boolean known;

    @Nullable
    Firing firing;

    byte @Nullable [] explanation;

    Answer(Catalogue catalogue) {
        arbitration = new Arbitration(catalogue);
    }

    /** The first 64 bits of the decision's id, a UUID. */
    public long idHigh() {
        return idHigh;
    }

    public long idLow() {
        return idLow;
    }

    public long epochMs() {
        return epochMs;
    }

    /** Time was up: what is here is the best so far. */
    public boolean isDegraded() {
        return degraded;
    }

    /** Whether a profile was found. */
    public boolean isKnown() {
        return known;
    }

    public Arbitration arbitration() {
        return arbitration;
    }

    /** The rules that fired and those that failed; null only before the first call. */
    public @Nullable Firing firing() {
        return firing;
    }

    /** A JSON object, when the call asked to explain. */
    public byte @Nullable [] explanation() {
        return explanation;
    }

    /** How long each step took, by its ordinal. Those after the decision are for the caller to fill in. */
    public long[] stepNanos() {
        return stepNanos;
    }

    long stepNanos(Step step) {
        return stepNanos[step.ordinal()];
    }

    void step(Step step, long nanos) {
        stepNanos[step.ordinal()] = nanos;
    }
}
