package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.bulk.InputMistake;
import dev.kairos.bulk.Parsed;
import dev.kairos.bulk.ProfileJson;
import dev.kairos.journey.Intake;
import dev.kairos.journey.Wait;
import dev.kairos.profile.Change;
import dev.kairos.profile.WriteResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One import: a profile a line in, a line for each rejected one and the counts out. One worker thread reads, checks and
 * hands batches to the journal; while one is applied, the next is read. What is merged into what is there is what
 * a line names, as for PATCH.
 */
final class ProfileImport {

    private static final int BATCH = 256;
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_REJECTS_BYTES = 4 << 20;
    private static final long BUSY_PAUSE_NANOS = 2_000_000;

    private final Intake intake;
    private final ProfileJson json;
    private final ByteArrayOutputStream rejects = new ByteArrayOutputStream();
    private List<Change> batch = new ArrayList<>(BATCH);
    private List<Long> lines = new ArrayList<>(BATCH);
    private @Nullable Sent sent;
    private long read;
    private long created;
    private long updated;
    private long rejected;
    private long notListed;

    private record Sent(List<Change> changes, List<Long> lines, CompletableFuture<WriteResult[]> results) {}

    ProfileImport(Intake intake, ProfileJson json) {
        this.intake = intake;
        this.json = json;
    }

    /** Reads the body to its end. @throws IOException when it breaks off; what came before is in the store */
    Answer run(InputStream body) throws IOException {
        LineReader reader = new LineReader(body, LONGEST_LINE);
        while (reader.next()) {
            if (!reader.isBlank()) {
                read++;
                take(reader);
            }
        }
        send();
        settle();
        rejects.writeBytes(Json.object(this::writeCounts));
        rejects.write('\n');
        return Answer.of(Answer.NDJSON, rejects.toByteArray());
    }

    private void take(LineReader reader) {
        if (reader.isTooLong()) {
            reject(reader.number(), List.of(new InputMistake("", "longer than " + LONGEST_LINE + " bytes", null)));
            return;
        }
        Parsed<Change> row = json.row(reader.buffer(), 0, reader.length(), false);
        if (row instanceof Parsed.Bad<Change> bad) {
            reject(reader.number(), bad.mistakes());
        } else {
            batch.add(((Parsed.Good<Change>) row).value());
            lines.add(reader.number());
            if (batch.size() == BATCH) {
                send();
            }
        }
    }

    private void send() {
        settle();
        if (!batch.isEmpty()) {
            sent = new Sent(batch, lines, submit(batch));
            batch = new ArrayList<>(BATCH);
            lines = new ArrayList<>(BATCH);
        }
    }

    private CompletableFuture<WriteResult[]> submit(List<Change> changes) {
        CompletableFuture<WriteResult[]> results = new CompletableFuture<>();
        intake.changes(changes, Wait.APPLIED, results::complete);
        return results;
    }

    /** Waits for the batch under way; what the store was too busy for is offered again until it is taken. */
    private void settle() {
        Sent waiting = sent;
        sent = null;
        while (waiting != null) {
            WriteResult[] results = waiting.results().join();
            List<Change> again = new ArrayList<>(0);
            List<Long> againLines = new ArrayList<>(0);
            for (int i = 0; i < results.length; i++) {
                if (results[i] == WriteResult.BUSY) {
                    again.add(waiting.changes().get(i));
                    againLines.add(waiting.lines().get(i));
                } else {
                    count(results[i], waiting.lines().get(i));
                }
            }
            if (again.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(BUSY_PAUSE_NANOS);
            waiting = new Sent(again, againLines, submit(again));
        }
    }

    private void count(WriteResult result, long line) {
        switch (result) {
            case CREATED -> created++;
            case UPDATED, ERASED -> updated++;
            case CLOSED -> throw Problem.of(ProblemType.NOT_READY, result.message());
            default -> reject(line, List.of(new InputMistake("", result.message(), null)));
        }
    }

    private void reject(long line, List<InputMistake> mistakes) {
        rejected++;
        if (rejects.size() > MOST_REJECTS_BYTES) {
            notListed++;
            return;
        }
        rejects.writeBytes(Json.object(out -> writeReject(out, line, mistakes)));
        rejects.write('\n');
    }

    private static void writeReject(JsonGenerator out, long line, List<InputMistake> mistakes) throws IOException {
        out.writeNumberField("line", line);
        out.writeArrayFieldStart("errors");
        for (InputMistake mistake : mistakes) {
            out.writeStartObject();
            out.writeStringField("detail", mistake.message());
            out.writeStringField("pointer", mistake.pointer());
            if (mistake.hint() != null) {
                out.writeStringField("hint", mistake.hint());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeCounts(JsonGenerator out) throws IOException {
        out.writeNumberField("read", read);
        out.writeNumberField("created", created);
        out.writeNumberField("updated", updated);
        out.writeNumberField("rejected", rejected);
        if (notListed > 0) {
            out.writeNumberField("notListed", notListed);
        }
    }
}
