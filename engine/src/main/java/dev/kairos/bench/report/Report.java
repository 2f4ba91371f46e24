package dev.kairos.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report on the results of one {@code kairos bench}. */
public final class Report {

    private static final String TITLE = "Kairos, measured";

    private final ReportData data;

    private Report(ReportData data) {
        this.data = data;
    }

    /**
     * Reads a folder of results.
     *
     * @param previous a folder to compare with, if any
     * @param jmh JMH's results; null for {@code jmh.json} in the folder, if it is there
     * @param history the file with published runs; need not be there
     * @throws ReportException when a file is missing, cut off, too large, or says what cannot be
     */
    public static Report read(Path folder, @Nullable Path previous, @Nullable Path jmh, Path history) {
        return new Report(ReportData.read(folder, previous, jmh, History.read(history)));
    }

    /** Whether there are results of a run in a folder. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(Run.FILE));
    }

    /**
     * The newest of the folders of results beside each other, by their names, which begin with a time; null where there
     * is none.
     *
     * @param before the folder that it has to be older than, null for any
     */
    public static @Nullable Path newest(Path parent, @Nullable Path before) {
        try (Stream<Path> all = Files.list(parent)) {
            String last = before == null ? null : before.getFileName().toString();
            return all.filter(Report::isRun)
                    .filter(folder ->
                            last == null || folder.getFileName().toString().compareTo(last) < 0)
                    .max(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** The whole report as one file that needs no other. */
    public String html() {
        return HtmlPage.of(TITLE, subtitle(), sections());
    }

    /** The tables of the report. */
    public String markdown() {
        return MarkdownPage.of(TITLE, subtitle(), sections());
    }

    /** Writes both. @throws ReportException when that fails */
    public void write(Path html, Path markdown) {
        write(html, html());
        write(markdown, markdown());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ReportException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Appends the figures to the history. @throws ReportException when they are there, or others could not measure them */
    public void record(Path history) {
        History.append(history, data.run(), data.figures());
    }

    /** A line a target: what was measured, and whether it is met. */
    public List<String> verdicts() {
        return data.figures().entrySet().stream()
                .filter(entry -> entry.getKey().hasTarget())
                .map(Report::verdict)
                .toList();
    }

    private static String verdict(Map.Entry<Figure, Measured> entry) {
        Figure figure = entry.getKey();
        return figure.label() + ": " + figure.shown(entry.getValue()) + ", " + figure.shownTarget() + ": "
                + figure.verdict(entry.getValue());
    }

    private String subtitle() {
        Run run = data.run();
        return "Commit " + run.commit() + (run.dirty() ? " with changes" : "") + ", " + run.startedAt() + ", "
                + History.machine(run) + ", JDK " + run.jdk().getOrDefault("version", "unknown");
    }

    private List<Section> sections() {
        return List.of(
                SummarySection.of(data),
                LatencySections.quantiles(data),
                LatencySections.overTime(data),
                Rounds.section(data),
                SearchSection.of(data),
                StepsSection.of(data),
                CostSection.of(data),
                AllocationSection.of(data),
                ComparisonSection.of(data),
                HistorySection.of(data),
                RunSection.of(data));
    }
}
