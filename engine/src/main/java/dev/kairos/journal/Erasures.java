package dev.kairos.journal;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees all files of customers who were erased. Erasures are kept in a file until every step is done, so that a kill or a
 * full disk only puts it off. One thread works through the steps in order, in one pass for all who are pending; the
 * journal comes last, since everything else can be made again from it. Thread-safe.
 */
public final class Erasures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private final Path path;
    private final ErasureFile file;
    private final Map<String, ErasureStep> steps = new LinkedHashMap<>();
    private final LongAdder done;
    private final ErasureThread thread;
    /** By position, so that one that is asked for twice counts once. Guarded by this. */
    private final Map<Long, Erasure> pending = new LinkedHashMap<>();

    private boolean closed;

    private Erasures(Path path, ErasureSettings settings, Metrics metrics) throws IOException {
        this.path = path;
        file = new ErasureFile(path);
        file.read().forEach(erasure -> pending.put(erasure.position(), erasure));
        done = metrics.counter(Metric.ERASURES);
        metrics.gauge(Metric.ERASURES_PENDING, this::pending);
        thread = new ErasureThread(this, settings);
    }

    /**
     * Opens the list. Nothing is done about it before {@link #start}.
     *
     * @param path the list's file; made when missing
     * @throws JournalException when the file cannot be read or written
     */
    public static Erasures open(Path path, ErasureSettings settings, Metrics metrics) {
        try {
            return new Erasures(path, settings, metrics);
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    /**
     * Goes on with what is in the list, and with what comes. To be called once.
     *
     * @param inOrder by a name for the log, in the order in which they are to be done; the journal last
     */
    public void start(Map<String, ErasureStep> inOrder) {
        steps.putAll(inOrder);
        thread.start();
    }

    /**
     * To be called when the customer's profile is gone, and before the position of the erasing record is on record as
     * applied: the list then has it even if the process is killed. Does nothing when it is in the list. Takes
     * microseconds; a disk that must confirm is waited for elsewhere.
     *
     * @throws JournalException when it cannot be written down: the record must not count as applied
     */
    public void add(Erasure erasure) {
        synchronized (this) {
            if (!pending.containsKey(erasure.position())) {
                write(erasure);
                pending.put(erasure.position(), erasure);
            }
        }
        thread.wake();
    }

    private void write(Erasure erasure) {
        try {
            file.append(erasure);
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    /** How many customers are not gone from all files yet. */
    public synchronized int pending() {
        return pending.size();
    }

    /** Starts a pass at once instead of after the delay. */
    public void hurry() {
        thread.hurry();
    }

    /** Stops a pass that is under way; it is done again after the next opening. */
    @Override
    public void close() {
        thread.stop();
        synchronized (this) {
            if (!closed) {
                closed = true;
                closeFile();
            }
        }
    }

    private void closeFile() {
        try {
            file.force();
            file.close();
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    /** One pass for all who are pending. @return false when it was stopped or must be done again */
    boolean pass(BlankProgress progress) throws IOException {
        List<Erasure> now;
        synchronized (this) {
            file.force();
            now = new ArrayList<>(pending.values());
        }
        ErasedRecords which = new ErasedRecords(now);
        LOG.info("Erasing {} customers from all files", now.size());
        for (Map.Entry<String, ErasureStep> step : steps.entrySet()) {
            if (!step.getValue().erase(which, progress)) {
                return false;
            }
            LOG.info("Erased {} customers from the {}", now.size(), step.getKey());
        }
        settle(now);
        return true;
    }

    private synchronized void settle(List<Erasure> erased) throws IOException {
        Map<Long, Erasure> left = new LinkedHashMap<>(pending);
        erased.forEach(erasure -> left.remove(erasure.position()));
        file.replace(left.values());
        pending.keySet().retainAll(left.keySet());
        done.add(erased.size());
    }

    private static JournalException cannot(Path path, IOException e) {
        return new JournalException("cannot keep the list of erasures " + path + ": " + e.getMessage(), e);
    }
}
