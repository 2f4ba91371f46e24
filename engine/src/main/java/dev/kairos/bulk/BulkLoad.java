package dev.kairos.bulk;

import dev.kairos.schema.Schema;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Loads files of profiles: the caller's thread reads and checks rows, the sink writes them, with a bounded number of
 * batches between the two. No row is lost silently: each row read is counted as created, updated or rejected, and a
 * rejected one goes with its reason to {@code FILE.rejects}, from where it can be loaded again once mended.
 */
public final class BulkLoad {

    /** Rows that are looked at before the first is loaded. */
    static final int SAMPLE_ROWS = 1_000;

    private static final int SAMPLE_BYTES = 8 << 20;

    private final KnownNames names;
    private final ProfileJson json;
    private final LoadOptions options;
    private final ProfileSink sink;

    public BulkLoad(Schema schema, LoadOptions options, ProfileSink sink) {
        this.names = new KnownNames(schema);
        this.json = new ProfileJson(schema, options.clock());
        this.options = options;
        this.sink = sink;
    }

    /** Told from time to time, on the thread that loads, how far it is. */
    @FunctionalInterface
    public interface Progress {
        void at(LoadCounts counts, long bytesRead, long bytesInAll);
    }

    /** Loads the file and waits until the last row is written. An earlier {@code FILE.rejects} is replaced. */
    public LoadReport load(Path file, Progress progress) {
        AtomicLong bytesRead = new AtomicLong();
        try (Rows rows = InputFile.open(file, bytesRead, this::rows)) {
            return load(file, rows, bytesRead, progress);
        } catch (IOException e) {
            return new LoadReport(file, LoadCounts.NONE, List.of(), List.of(plain(e)), null, null);
        }
    }

    private LoadReport load(Path file, Rows rows, AtomicLong bytesRead, Progress progress) throws IOException {
        long bytesInAll = Files.size(file);
        List<Row> sample = new ArrayList<>();
        String failure = readSample(rows, bytesRead, sample);
        Suitability suitability = rows.check(sample);
        if (!suitability.refusals().isEmpty()) {
            return new LoadReport(file, LoadCounts.NONE, suitability.notes(), suitability.refusals(), null, null);
        }
        try (RejectsFile<Row> rejects = new RejectsFile<>(file, rows)) {
            RowLoader loader = new RowLoader(sink, rejects, counts -> progress.at(counts, bytesRead.get(), bytesInAll));
            sample.forEach(loader::add);
            failure = failure != null ? failure : readOn(rows, loader);
            loader.finish();
            String stopped = loader.stopped();
            return new LoadReport(
                    file,
                    loader.counts(),
                    suitability.notes(),
                    List.of(),
                    stopped != null ? stopped : failure,
                    rejects.path());
        }
    }

    private Rows rows(InputStream in, boolean isJson) throws IOException {
        return isJson ? new NdjsonRows(in, json, options.replace()) : new CsvRows(new Utf8Reader(in), options, names);
    }

    private static @Nullable String readSample(Rows rows, AtomicLong bytesRead, List<Row> sample) {
        try {
            while (sample.size() < SAMPLE_ROWS && (sample.size() < 2 || bytesRead.get() < SAMPLE_BYTES)) {
                Row row = rows.next();
                if (row == null) {
                    break;
                }
                sample.add(row);
            }
            return null;
        } catch (IOException e) {
            return plain(e);
        }
    }

    private static @Nullable String readOn(Rows rows, RowLoader loader) {
        try {
            for (Row row = rows.next(); row != null && loader.stopped() == null; row = rows.next()) {
                loader.add(row);
            }
            return null;
        } catch (IOException e) {
            return plain(e);
        }
    }

    static String plain(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof EOFException || e instanceof ZipException) {
            return "the gzipped data ends too early or is damaged: get the file again";
        }
        return e.getMessage() == null ? "cannot be read" : e.getMessage();
    }
}
