package dev.kairos.bench.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What {@code kairos bench} wrote down of a run: {@code run.json}, in format 1.
 *
 * @param marks collections and reloads, with their times
 * @param steps the server's own timing of the steps of its decisions
 * @param results what the run found in the end; open to more
 */
record Run(
        Path folder,
        Instant startedAt,
        String commit,
        boolean dirty,
        Map<String, String> machine,
        Map<String, String> jdk,
        Map<String, String> settings,
        List<Server> servers,
        List<Phase> phases,
        List<Mark> marks,
        List<StepFigure> steps,
        JsonView results) {

    static final String FILE = "run.json";
    private static final int FORMAT = 1;
    private static final long LARGEST_BYTES = 32 << 20;

    /** @param what in words, such as "Kairos, 1 event loop" */
    record Server(String name, String what, String flags) {}

    /** @param kind gc or reload */
    record Mark(String server, String kind, double atMs, double durationMs, String text) {}

    record StepFigure(String step, double count, double p50Nanos, double p99Nanos, double meanNanos) {}

    /** @throws ReportException when there is none, it is of another format, or something in it cannot be */
    static Run read(Path folder) {
        JsonView run = JsonView.read(folder.resolve(FILE), LARGEST_BYTES);
        if (run.number("format") != FORMAT) {
            throw run.at("format").mistake("is format " + run.at("format").shown() + ", and this reads " + FORMAT);
        }
        return new Run(
                folder,
                instant(run),
                run.text("commit", "unknown"),
                run.flag("dirty"),
                facts(run.maybe("machine")),
                facts(run.maybe("jdk")),
                facts(run.maybe("settings")),
                each(run, "servers", Run::server),
                each(run, "phases", Phase::of),
                each(run, "marks", Run::mark),
                each(run, "steps", Run::step),
                run.maybe("results"));
    }

    private static Instant instant(JsonView run) {
        try {
            return Instant.parse(run.text("startedAt"));
        } catch (DateTimeParseException e) {
            throw run.at("startedAt").mistake("is no time such as 2026-11-22T23:30:00Z");
        }
    }

    private static Map<String, String> facts(JsonView view) {
        Map<String, String> facts = new LinkedHashMap<>();
        view.members().forEach((name, value) -> facts.put(name, value.shown()));
        return facts;
    }

    private static <T> List<T> each(JsonView run, String member, Function<JsonView, T> one) {
        List<T> all = new ArrayList<>();
        run.maybe(member).elements().forEach(element -> all.add(one.apply(element)));
        return List.copyOf(all);
    }

    private static Server server(JsonView view) {
        List<String> flags = new ArrayList<>();
        view.maybe("flags").elements().forEach(flag -> flags.add(flag.shown()));
        return new Server(view.text("name"), view.text("what", view.text("name")), String.join(" ", flags));
    }

    private static Mark mark(JsonView view) {
        return new Mark(
                view.text("server"),
                view.text("kind"),
                view.amount("atMs"),
                view.amount("durationMs", 0),
                view.text("text", ""));
    }

    private static StepFigure step(JsonView view) {
        return new StepFigure(
                view.text("step"),
                view.amount("count", 0),
                view.amount("p50Nanos", Double.NaN),
                view.amount("p99Nanos", Double.NaN),
                view.amount("meanNanos", Double.NaN));
    }

    /** A server in words, its name where nothing is said of it. */
    String what(String server) {
        for (Server known : servers) {
            if (known.name().equals(server)) {
                return known.what();
            }
        }
        return server;
    }

    List<Phase> phases(String purpose, String server) {
        return phases.stream()
                .filter(phase ->
                        phase.purpose().equals(purpose) && phase.server().equals(server))
                .toList();
    }

    /** The names of servers that were loaded for this purpose, in the order of the run's list. */
    List<String> servers(String purpose) {
        List<String> names = new ArrayList<>();
        servers.forEach(server -> names.add(server.name()));
        phases.forEach(phase -> names.add(phase.server()));
        return names.stream()
                .distinct()
                .filter(name -> !phases(purpose, name).isEmpty())
                .toList();
    }
}
