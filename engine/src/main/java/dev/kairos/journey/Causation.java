package dev.kairos.journey;

/** Numbers the actions of one cause, and writes those that are not written yet. */
final class Causation implements ActionSink {

    private final Cause cause;
    private final ActionLog log;
    private final AppliedCounts counts;
    private int sequence;

    Causation(Cause cause, ActionLog log, AppliedCounts counts) {
        this.cause = cause;
        this.log = log;
        this.counts = counts;
    }

    @Override
    public void act(Action action) {
        if (log.write(cause, sequence++, action)) {
            counts.actions.increment();
        }
    }
}
