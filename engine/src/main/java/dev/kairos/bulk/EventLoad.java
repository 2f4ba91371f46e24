package dev.kairos.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Loads one file of touchpoints, in its order: CSV by a mapping of its columns, or events of the Segment family, one a
 * line. A row that is no touchpoint goes with the reason to {@code FILE.rejects}. One use, one thread.
 */
public final class EventLoad {

    private static final int BATCH_ROWS = 500;
    private static final int BATCH_BYTES = 400 * 1024;
    private static final byte[] OPEN = "{\"batch\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSE = "]}".getBytes(StandardCharsets.UTF_8);

    private final @Nullable EventMapping mapping;
    private final EventSink sink;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(BATCH_BYTES);
    private final List<EventRow> batch = new ArrayList<>(BATCH_ROWS);
    private int inBody;
    private long read;
    private long taken;
    private long rejected;
    private @Nullable String stopped;

    /** @param mapping of the columns of a CSV file; null when the file must be NDJSON */
    public EventLoad(@Nullable EventMapping mapping, EventSink sink) {
        this.mapping = mapping;
        this.sink = sink;
    }

    /** Told after each batch, on the thread that loads, how far it is. */
    @FunctionalInterface
    public interface Progress {
        void at(long rows, long bytesRead, long bytesInAll);
    }

    /** Loads it and waits until the last row is taken. An earlier {@code FILE.rejects} is replaced. */
    public EventReport load(Path file, Progress progress) {
        AtomicLong bytesRead = new AtomicLong();
        try (EventRows rows = InputFile.open(file, bytesRead, this::rows)) {
            if (rows.refusal() != null) {
                return new EventReport(0, 0, 0, rows.refusal(), null);
            }
            long bytesInAll = Files.size(file);
            try (RejectsFile<EventRow> rejects = new RejectsFile<>(file, rows)) {
                String failure = load(rows, rejects, () -> progress.at(read, bytesRead.get(), bytesInAll));
                return new EventReport(read, taken, rejected, failure, rejects.path());
            }
        } catch (IOException e) {
            return new EventReport(read, taken, rejected, BulkLoad.plain(e), null);
        }
    }

    private EventRows rows(InputStream in, boolean isJson) throws IOException {
        if (isJson) {
            return new NdjsonEventRows(in);
        }
        if (mapping == null) {
            throw new IOException("is no NDJSON; a CSV file needs a mapping of its columns");
        }
        return new CsvEventRows(new Utf8Reader(in), mapping);
    }

    private @Nullable String load(EventRows rows, RejectsFile<EventRow> rejects, Runnable progress) {
        String failure = null;
        try {
            for (EventRow row = rows.next(); row != null && stopped == null; row = rows.next()) {
                read++;
                add(row, rejects, progress);
            }
        } catch (IOException e) {
            failure = BulkLoad.plain(e);
        }
        if (stopped == null) {
            send(rejects);
        }
        return stopped != null ? stopped : failure;
    }

    private void add(EventRow row, RejectsFile<EventRow> rejects, Runnable progress) {
        byte[] json = row.json();
        int more = json == null ? 0 : json.length;
        if (batch.size() == BATCH_ROWS || body.size() + more > BATCH_BYTES) {
            send(rejects);
            progress.run();
        }
        if (json != null) {
            body.writeBytes(inBody++ == 0 ? OPEN : new byte[] {','});
            body.writeBytes(json);
        }
        batch.add(row);
    }

    private void send(RejectsFile<EventRow> rejects) {
        Map<Integer, String> reasons = Map.of();
        if (inBody > 0) {
            body.writeBytes(CLOSE);
            EventSink.Result result = sink.send(body.toByteArray(), inBody);
            if (result instanceof EventSink.Result.Stopped noFurther) {
                stopped = noFurther.why();
                return;
            }
            reasons = ((EventSink.Result.Taken) result).rejected();
        }
        settle(reasons, rejects);
        batch.clear();
        body.reset();
        inBody = 0;
    }

    /** @param reasons of those that were sent, by their place in the body */
    private void settle(Map<Integer, String> reasons, RejectsFile<EventRow> rejects) {
        int place = 0;
        for (EventRow row : batch) {
            String wrong = row.json() == null ? row.wrong() : reasons.get(place++);
            if (wrong == null) {
                taken++;
            } else {
                rejected++;
                rejects.add(row, wrong);
            }
        }
    }
}
