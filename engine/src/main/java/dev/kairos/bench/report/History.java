package dev.kairos.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The file with one published run a line, oldest first. */
final class History {

    private static final long LARGEST_BYTES = 8 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private History() {}

    /** Nothing where there is no such file. @throws ReportException when a line is no entry */
    static List<HistoryEntry> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = new String(Folder.bytes(file, LARGEST_BYTES), StandardCharsets.UTF_8);
        List<HistoryEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                String name = file.getFileName() + ", line " + number;
                entries.add(HistoryEntry.of(JsonView.parse(line.getBytes(StandardCharsets.UTF_8), name)));
            }
        }
        return entries;
    }

    /** Appends a run. @throws ReportException when it is there already, has no figures, or the file cannot be written */
    static void append(Path file, Run run, Map<Figure, Measured> figures) {
        String started = run.startedAt().toString();
        if (figures.isEmpty()) {
            throw new ReportException("this run has no figures to record");
        }
        if (run.dirty()) {
            throw new ReportException("the code of this run was changed after " + run.commit()
                    + ": commit it and measure again, so that others can measure the same");
        }
        try {
            if (Files.exists(file) && Files.readString(file).contains("\"startedAt\":\"" + started + "\"")) {
                throw new ReportException("the run of " + started + " is in " + file + " already");
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line(run, figures) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new ReportException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String line(Run run, Map<Figure, Measured> figures) throws IOException {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("date", run.startedAt().atZone(ZoneOffset.UTC).toLocalDate().toString());
        line.put("startedAt", run.startedAt().toString());
        line.put("commit", run.commit());
        line.put("machine", machine(run));
        line.put("jdk", run.jdk().getOrDefault("version", "unknown"));
        line.put("source", "kairos bench");
        ObjectNode values = line.putObject("figures");
        figures.forEach((figure, measured) -> put(values, figure, measured));
        return MAPPER.writeValueAsString(line);
    }

    private static void put(ObjectNode values, Figure figure, Measured measured) {
        if (measured.hasRange()) {
            ArrayNode three = values.putArray(figure.key());
            three.add(rounded(measured.value()));
            three.add(rounded(measured.low()));
            three.add(rounded(measured.high()));
        } else {
            values.put(figure.key(), rounded(measured.value()));
        }
    }

    /** To four significant digits: more were never measured. */
    private static double rounded(double value) {
        if (value == 0) {
            return 0;
        }
        double power = Math.pow(10, 3 - Math.floor(Math.log10(Math.abs(value))));
        return Math.round(value * power) / power;
    }

    static String machine(Run run) {
        String cores = run.machine().getOrDefault("cores", "?");
        return run.machine().getOrDefault("cpu", "unknown processor") + ", " + cores + " cores";
    }
}
