package dev.kairos.cli;

import dev.kairos.bench.report.Report;
import dev.kairos.bench.report.ReportException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a page out of the results of a measurement. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Writes one HTML file that needs no other, and tables in Markdown beside it, out of the results of"
                    + " 'kairos bench' and, where they are there, of JMH.",
            "Figures that were not measured are said to be so."
        },
        footer = {"", "Example: kairos bench report bench-results/20261122-233000"})
final class BenchReportCommand implements Callable<Integer> {

    private static final Path RESULTS = Path.of("bench-results");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder with run.json; without it the newest in bench-results.")
    private @Nullable Path dir;

    @Option(
            names = "--previous",
            paramLabel = "DIR",
            description = "The run to compare with; without it the one before in the same folder.")
    private @Nullable Path previous;

    @Option(
            names = "--jmh",
            paramLabel = "FILE",
            description = "JMH's results (-rf json); without it jmh.json in DIR, if it is there.")
    private @Nullable Path jmh;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The HTML file, with the Markdown beside it; without it report.html in DIR.")
    private @Nullable Path out;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "The published runs; without it docs/performance/history.ndjson of the sources.")
    private @Nullable Path history;

    @Option(names = "--record", description = "Appends this run's figures to the history.")
    private boolean record;

    BenchReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = folder();
        Path published = history == null ? Installation.home().resolve("docs/performance/history.ndjson") : history;
        Path page = out == null ? folder.resolve("report.html") : out;
        Path tables = page.resolveSibling(withoutEnd(page.getFileName().toString()) + ".md");
        try {
            Report report = Report.read(folder, earlier(folder), jmh, published);
            report.write(page, tables);
            report.verdicts().forEach(terminal::say);
            terminal.say("Written: " + page + " and " + tables);
            if (record) {
                report.record(published);
                terminal.say("Recorded in " + published);
            }
            return 0;
        } catch (ReportException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private Path folder() {
        Path folder = dir == null ? Report.newest(RESULTS, null) : dir;
        if (folder == null) {
            throw wrong("there are no results in " + RESULTS + ": name the folder");
        }
        if (!Report.isRun(folder)) {
            throw wrong(folder + " is no folder of results: there is no run.json in it");
        }
        return folder;
    }

    private @Nullable Path earlier(Path folder) {
        if (previous == null) {
            Path whole = folder.toAbsolutePath().normalize();
            Path parent = whole.getParent();
            return parent == null ? null : Report.newest(parent, whole);
        }
        if (!Report.isRun(previous)) {
            throw wrong("--previous: " + previous + " is no folder of results: there is no run.json in it");
        }
        return previous;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private static String withoutEnd(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
