package dev.kairos.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file with one JSON object a line. Blank lines are no rows, nor are lines that begin with {@code #}: in a
 * file of rejects they say what is wrong with the line below. One thread.
 */
final class NdjsonRows implements Rows {

    /** From so many rows on a file is judged as a whole. */
    private static final int ENOUGH = 10;

    private final ByteLines lines;
    private final ProfileJson json;
    private final boolean replace;
    private long number;

    NdjsonRows(InputStream in, ProfileJson json, boolean replace) {
        this.lines = new ByteLines(in);
        this.json = json;
        this.replace = replace;
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (lines.next()) {
            if (!isBlankOrComment(lines)) {
                number++;
                return row();
            }
        }
        return null;
    }

    static boolean isBlankOrComment(ByteLines lines) {
        for (int i = 0; i < lines.length(); i++) {
            byte b = lines.buffer()[i];
            if (b != ' ' && b != '\t') {
                return b == '#';
            }
        }
        return true;
    }

    private Row row() {
        byte[] original = lines.copy();
        if (lines.wasCut()) {
            String message = "the line is longer than " + ByteLines.MAX_BYTES + " bytes";
            return new Row(
                    number, lines.number(), original, new Parsed.Bad<>(List.of(new InputMistake("", message, null))));
        }
        return new Row(number, lines.number(), original, json.row(original, 0, original.length, replace));
    }

    @Override
    public Suitability check(List<Row> sample) {
        Map<String, Integer> tally = new LinkedHashMap<>();
        int bad = 0;
        for (Row row : sample) {
            if (row.change() instanceof Parsed.Bad<?> wrong) {
                bad++;
                tally.merge(wrong.mistakes().get(0).toString(), 1, Integer::sum);
            }
        }
        if (bad == 0) {
            return new Suitability(List.of(), List.of());
        }
        String most = tally.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        String told = bad + " of the first " + sample.size() + " rows cannot be loaded, most of them since " + most;
        return sample.size() >= ENOUGH && bad > sample.size() / 2
                ? new Suitability(List.of(), List.of(told))
                : new Suitability(List.of(told), List.of());
    }

    @Override
    public void beginRejects(OutputStream out) {
        // Each row comes with its own comment.
    }

    @Override
    public void reject(OutputStream out, Row row, String reason) throws IOException {
        reject(out, row.line(), (byte[]) row.original(), reason);
    }

    static void reject(OutputStream out, long line, byte[] original, String reason) throws IOException {
        String comment = "# line " + line + ": " + reason.replaceAll("\\R", " ") + "\n";
        out.write(comment.getBytes(StandardCharsets.UTF_8));
        if (original.length >= ByteLines.MAX_BYTES) {
            out.write("# its beginning: ".getBytes(StandardCharsets.UTF_8));
            out.write(original, 0, 1_000);
        } else {
            out.write(original);
        }
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
