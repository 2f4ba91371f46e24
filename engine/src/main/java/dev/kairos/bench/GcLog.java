package dev.kairos.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pauses out of a log of the JVM's collector, of any one that writes {@code Pause …} and how long it was. A line is
 * written when the pause is over.
 */
final class GcLog {

    /** What the JVM is to be told, so that {@link #pauses} can read what it writes; the file's path goes in between. */
    static final String FLAG_START = "-Xlog:gc,gc+phases:file=";

    static final String FLAG_END = ":time,uptime:filecount=0";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSZ");
    private static final Pattern PAUSE =
            Pattern.compile("^\\[([^\\]]+)\\]\\[[^\\]]+\\] ?GC\\(\\d+\\) (?:[YyOo]: )?(Pause .*?) ([0-9.]+)ms\\s*$");
    private static final int MOST = 100_000;

    private GcLog() {}

    /** None when there is no such file; lines that tell of no pause, or are cut off, are passed over. */
    static List<Mark> pauses(String server, Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<Mark> marks = new ArrayList<>();
        try (var lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null && marks.size() < MOST; line = lines.readLine()) {
                Mark mark = pause(server, line);
                if (mark != null) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    private static @Nullable Mark pause(String server, String line) {
        Matcher pause = PAUSE.matcher(line);
        if (!pause.matches()) {
            return null;
        }
        try {
            double durationMs = Double.parseDouble(pause.group(3));
            long endMs = OffsetDateTime.parse(pause.group(1), TIME).toInstant().toEpochMilli();
            return new Mark(server, "gc", endMs - Math.round(durationMs), durationMs, withoutSizes(pause.group(2)));
        } catch (DateTimeException | NumberFormatException cutOff) {
            return null;
        }
    }

    /** Without how full the heap was before and after. */
    private static String withoutSizes(String text) {
        return text.replaceAll(" \\d+[KMG]->\\d+[KMG]\\(\\d+[KMG]\\)$", "");
    }
}
