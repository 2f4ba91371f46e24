package dev.kairos.moment;

import java.util.function.LongSupplier;

/** When an answer must be ready, asked by every step that can take long. Reused from call to call by one thread. */
public final class Deadline {

    private final LongSupplier nanoTime;
    private long atNanos = Long.MAX_VALUE;

    /** @param nanoTime the clock, e.g. {@code System::nanoTime} */
    public Deadline(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Sets it {@code budgetNanos} after {@code startNanos}; a budget of 0 or less has passed already. */
    public void start(long startNanos, long budgetNanos) {
        atNanos = startNanos + budgetNanos;
    }

    public boolean hasPassed() {
        return nanoTime.getAsLong() - atNanos >= 0;
    }
}
