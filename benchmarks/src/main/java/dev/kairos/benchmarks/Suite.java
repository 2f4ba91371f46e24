package dev.kairos.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kairos.decision.Decider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks of a {@link Plan} one part after the other. Each part has a file of its own as soon as it is done,
 * so that a run that was broken off goes on where it was, and parts can be run on their own; all that there are make
 * {@code jmh.json}, which {@code kairos bench report} reads. Started by {@code benchmarks/bin/jmh}, whose JVM flags the
 * forks inherit.
 */
public final class Suite {

    private static final String USAGE = """
            usage: benchmarks/bin/jmh quick|full [--out DIR] [--list] [PART...]
              --out DIR   where results go, a new folder in bench-results when left out; parts that are there
                          already, of the same code, are not run again
              --list      show the parts, and how long they take
              PART        only these
              the folder in -D%s (KAIROS_BENCHMARKS_CACHE) keeps stores of profiles
              from one measurement to the next""".formatted(ProfileFolder.CACHE);

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Part.Pace pace;
    private final Path out;

    private Suite(Part.Pace pace, Path out) {
        this.pace = pace;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, RunnerException {
        List<String> left = new ArrayList<>(List.of(args));
        String set = left.isEmpty() ? "" : left.remove(0);
        boolean list = left.remove("--list");
        int at = left.indexOf("--out");
        Path out = Path.of(
                "bench-results", "jmh-" + set + "-" + LocalDateTime.now().format(FOLDER));
        if (at >= 0 && at + 1 < left.size()) {
            left.remove(at);
            out = Path.of(left.remove(at));
        }
        List<Part> parts = set.equals("quick") ? Plan.quick() : set.equals("full") ? Plan.full() : List.of();
        Set<String> unknown = unknown(left, parts);
        if (parts.isEmpty() || !unknown.isEmpty()) {
            System.err.println(
                    unknown.isEmpty() ? USAGE : "no such part: " + String.join(", ", unknown) + "\n" + USAGE);
            System.exit(2);
        }
        Part.Pace pace = set.equals("quick") ? Part.Pace.QUICK : Part.Pace.FULL;
        List<Part> wanted = parts.stream()
                .filter(part -> left.isEmpty() || left.contains(part.name()))
                .toList();
        Suite suite = new Suite(pace, out);
        if (list) {
            suite.list(wanted);
        } else {
            suite.run(wanted);
        }
    }

    private static Set<String> unknown(List<String> names, List<Part> parts) {
        Set<String> unknown = new TreeSet<>(names);
        parts.forEach(part -> unknown.remove(part.name()));
        return unknown;
    }

    private void list(List<Part> parts) {
        for (Part part : parts) {
            System.out.printf("%-24s %3d measurements, about %4d s%n", part.name(), part.runs(), part.seconds(pace));
        }
        System.out.printf("all about %d min%n", minutes(parts));
    }

    private int minutes(List<Part> parts) {
        return (parts.stream().mapToInt(part -> part.seconds(pace)).sum() + 59) / 60;
    }

    private void run(List<Part> parts) throws IOException, RunnerException {
        Files.createDirectories(out);
        requireSameCode();
        List<Part> left =
                parts.stream().filter(part -> !Files.exists(file(part))).toList();
        System.out.printf("%d of %d parts to run, about %d min%n", left.size(), parts.size(), minutes(left));
        for (Part part : left) {
            Path unfinished = out.resolve(part.name() + ".part");
            var results = new Runner(part.options(pace).build()).run();
            ResultFormatFactory.getInstance(ResultFormatType.JSON, unfinished.toString())
                    .writeOut(results);
            Files.move(unfinished, file(part), StandardCopyOption.ATOMIC_MOVE);
        }
        System.out.printf("results: %s%n", merged().toAbsolutePath());
    }

    /** Figures of two builds in one file would be taken for those of one. */
    private void requireSameCode() throws IOException {
        CRC32 sum = new CRC32();
        for (Class<?> type : List.of(Suite.class, Decider.class)) {
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().getPath());
            if (Files.isRegularFile(jar)) {
                sum.update(Files.readAllBytes(jar));
            }
        }
        Path file = out.resolve("code.crc");
        String code = Long.toHexString(sum.getValue());
        if (!Files.exists(file)) {
            Files.writeString(file, code);
        } else if (!Files.readString(file).equals(code)) {
            System.err.println("the results in " + out + " are of other code: use another folder");
            System.exit(2);
        }
    }

    private Path file(Part part) {
        return out.resolve(part.name() + ".jmh.json");
    }

    private Path merged() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode all = json.createArrayNode();
        try (var files = Files.newDirectoryStream(out, "*.jmh.json")) {
            for (Path file : files) {
                json.readTree(file.toFile()).forEach(all::add);
            }
        }
        Path merged = out.resolve("jmh.json");
        Files.write(merged, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
        return merged;
    }
}
