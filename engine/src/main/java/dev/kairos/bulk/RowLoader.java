package dev.kairos.bulk;

import dev.kairos.bulk.ProfileSink.Outcome;
import dev.kairos.profile.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows to a sink in batches and counts how they end. One thread adds, counts and writes rejects; the sink answers
 * on any. At most {@value #MOST_IN_FLIGHT} batches are under way, so memory stays bounded whatever the file's size.
 */
final class RowLoader {

    static final int BATCH_ROWS = 256;
    static final int MOST_IN_FLIGHT = 4;

    private static final long PAUSE_MILLIS = 5;

    private final ProfileSink sink;
    private final RejectsFile<Row> rejects;
    private final Consumer<LoadCounts> progress;
    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
    private List<Row> batch = new ArrayList<>(BATCH_ROWS);
    private int inFlight;
    private long read;
    private long created;
    private long updated;
    private long rejected;
    private @Nullable String stopped;

    private record Answered(List<Row> rows, List<Outcome> outcomes) {}

    RowLoader(ProfileSink sink, RejectsFile<Row> rejects, Consumer<LoadCounts> progress) {
        this.sink = sink;
        this.rejects = rejects;
        this.progress = progress;
    }

    void add(Row row) {
        read++;
        if (row.change() instanceof Parsed.Bad<Change> bad) {
            reject(row, bad.reason());
            return;
        }
        batch.add(row);
        if (batch.size() == BATCH_ROWS) {
            send(batch);
            batch = new ArrayList<>(BATCH_ROWS);
            progress.accept(counts());
        }
    }

    /** Waits until every row has ended one way or another. */
    void finish() {
        if (!batch.isEmpty()) {
            send(batch);
            batch = List.of();
        }
        while (inFlight > 0) {
            settle(await());
        }
        progress.accept(counts());
    }

    /** Why the sink takes no more, or null. */
    @Nullable
    String stopped() {
        return stopped;
    }

    LoadCounts counts() {
        return new LoadCounts(read, created, updated, rejected);
    }

    private void send(List<Row> rows) {
        while (inFlight >= MOST_IN_FLIGHT) {
            settle(await());
        }
        for (Answered answered = answers.poll(); answered != null; answered = answers.poll()) {
            settle(answered);
        }
        write(rows);
    }

    private void write(List<Row> rows) {
        List<Change> changes = new ArrayList<>(rows.size());
        for (Row row : rows) {
            changes.add(((Parsed.Good<Change>) row.change()).value());
        }
        inFlight++;
        sink.write(changes, outcomes -> answers.add(new Answered(rows, outcomes)));
    }

    private Answered await() {
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while profiles were being written", e);
        }
    }

    private void settle(Answered answered) {
        inFlight--;
        List<Row> again = new ArrayList<>(0);
        for (int i = 0; i < answered.rows().size(); i++) {
            Row row = answered.rows().get(i);
            Outcome outcome = answered.outcomes().get(i);
            switch (outcome.status()) {
                case CREATED -> created++;
                case UPDATED -> updated++;
                case REJECTED -> reject(row, outcome.reason());
                case LATER -> again.add(row);
                case OVER -> {
                    stopped = outcome.reason();
                    reject(row, outcome.reason());
                }
            }
        }
        if (!again.isEmpty()) {
            pause();
            write(again);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reject(Row row, String reason) {
        rejected++;
        rejects.add(row, reason);
    }
}
