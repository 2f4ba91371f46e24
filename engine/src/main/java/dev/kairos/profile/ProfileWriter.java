package dev.kairos.profile;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes profiles where there is no journal, and the bounded queue before it. */
final class ProfileWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileWriter.class);
    private static final Batch WAKE_UP = new Batch(List.of(), results -> {});

    private record Batch(List<Change> changes, Consumer<WriteResult[]> done) {}

    private final StoreWriter writer;
    private final int queueLimit;
    private final MpscBlockingConsumerArrayQueue<Batch> queue;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "kairos-profile-writer");
    private volatile boolean closing;

    ProfileWriter(StoreWriter writer, int queueLimit) {
        this.writer = writer;
        this.queueLimit = queueLimit;
        this.queue = new MpscBlockingConsumerArrayQueue<>(queueLimit + 2);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Any thread; answers at once with BUSY or CLOSED, else on the writer's thread. */
    void submit(List<Change> changes, Consumer<WriteResult[]> done) {
        int count = changes.size();
        if (count == 0) {
            done.accept(new WriteResult[0]);
            return;
        }
        int before = waiting.getAndAdd(count);
        // Counted first and asked second: the writer does not leave while anything is counted.
        WriteResult refused = closing ? WriteResult.CLOSED : null;
        if (refused == null && before > 0 && before + count > queueLimit) {
            refused = WriteResult.BUSY;
        }
        if (refused == null && !queue.offer(new Batch(changes, done))) {
            refused = WriteResult.BUSY;
        }
        if (refused != null) {
            waiting.getAndAdd(-count);
            done.accept(all(refused, count));
        }
    }

    /** Writes what is waiting, takes no more, and returns when the thread is done. */
    void close() throws InterruptedException {
        closing = true;
        queue.offer(WAKE_UP);
        thread.join();
    }

    private void run() {
        while (!closing || waiting.get() > 0) {
            Batch batch = next();
            if (batch != null) {
                write(batch);
            }
        }
    }

    private Batch next() {
        try {
            return queue.poll(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodysBusiness) {
            return WAKE_UP;
        }
    }

    private void write(Batch batch) {
        List<Change> changes = batch.changes();
        WriteResult[] results = new WriteResult[changes.size()];
        for (int i = 0; i < results.length; i++) {
            // Without a journal the changes themselves are counted.
            results[i] = writer.apply(changes.get(i), writer.position() + 1, writer.timeMs());
        }
        try {
            batch.done().accept(results);
        } catch (RuntimeException e) {
            LOG.error("What was to be told of the result of a profile change failed", e);
        }
        waiting.getAndAdd(-results.length);
    }

    private static WriteResult[] all(WriteResult result, int count) {
        WriteResult[] results = new WriteResult[count];
        Arrays.fill(results, result);
        return results;
    }
}
