package dev.kairos.profile;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies records of the journal to the store, one after the other. It has no thread of its own: one thread, always the
 * same, calls it. Each call is one transaction that also moves the position on, so that a killed process goes on with the
 * very record that it had not applied whole.
 */
public final class StoreWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    private final ChangeMaker maker;
    private final EntryWriter entries;
    private final Supplier<ProfileLayout> layout;
    private final FillWatch fill;
    private final LongAdder[] counters;
    private volatile long position;

    StoreWriter(
            ChangeMaker maker, EntryWriter entries, Supplier<ProfileLayout> layout, FillWatch fill, Metrics metrics) {
        this.maker = maker;
        this.entries = entries;
        this.layout = layout;
        this.fill = fill;
        this.position = entries.state().position;
        this.counters = Arrays.stream(WriteResult.values())
                .map(result -> metrics.counter(Metric.PROFILE_WRITES, result.word()))
                .toArray(LongAdder[]::new);
    }

    /** Of the last record that is applied, 0 for none. Any thread. */
    public long position() {
        return position;
    }

    /** The time of the last record that was not skipped, in ms since 1970; 0 for none. The writer's thread. */
    public long timeMs() {
        return entries.state().timeMs;
    }

    /**
     * Makes the change. Also a refused change is applied in that the position is its own afterwards; only
     * {@link WriteResult#FAILED} leaves all as it was, and then nothing can be written until the store is opened again.
     *
     * @param at the position of its record, above {@link #position()}
     * @param timeMs the time of its record
     * @throws IllegalArgumentException if the position is not above the last one
     */
    public WriteResult apply(Change change, long at, long timeMs) {
        requireAbove(at);
        WriteResult result = make(change, at, timeMs);
        counters[result.ordinal()].increment();
        fill.look();
        if (!result.done() && result != WriteResult.FAILED) {
            entries.skipTo(at);
        }
        if (result != WriteResult.FAILED) {
            position = at;
        }
        return result;
    }

    /**
     * Moves the position over a record that changes no profile; costs some 20 ns.
     *
     * @throws IllegalArgumentException if the position is not above the last one
     */
    public void skip(long at) {
        requireAbove(at);
        entries.skipTo(at);
        position = at;
    }

    /** What the store's entries come to now, kept up with every change. The writer's thread, or while it does nothing. */
    public Digest digest() {
        return entries.state().digest();
    }

    private WriteResult make(Change change, long at, long timeMs) {
        try {
            WriteResult result = maker.make(change, layout.get());
            if (!result.done()) {
                return result;
            }
            WriteResult refused = entries.write(maker.transaction(), at, at, timeMs);
            return refused == null ? result : refused;
        } catch (RuntimeException e) {
            LOG.error("A profile change could not be worked out", e);
            return WriteResult.INVALID;
        }
    }

    private void requireAbove(long at) {
        if (at <= position) {
            throw new IllegalArgumentException("the record at " + at + " comes after the one at " + position);
        }
    }
}
