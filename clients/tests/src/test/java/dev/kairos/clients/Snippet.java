package dev.kairos.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fenced piece of a page in Markdown.
 *
 * @param line where its code begins, from 1
 * @param kind the first word of the fence, e.g. {@code bash}; empty when it has none
 * @param manner what else the fence says, e.g. {@code page}
 */
record Snippet(Path file, int line, String kind, String manner, String code) {

    private static final String FENCE = "```";

    static List<Snippet> in(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<Snippet> found = new ArrayList<>();
        @Nullable String fence = null;
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith(FENCE)) {
                continue;
            }
            if (fence == null) {
                fence = line.substring(FENCE.length()).strip();
                from = i + 1;
            } else {
                int space = (fence + " ").indexOf(' ');
                String code = String.join("\n", lines.subList(from, i));
                found.add(new Snippet(
                        page,
                        from + 1,
                        fence.substring(0, space),
                        fence.substring(space).strip(),
                        code));
                fence = null;
            }
        }
        if (fence != null) {
            throw new AssertionError(page + ":" + from + " opens a fence that is not closed");
        }
        return found;
    }

    @Override
    public String toString() {
        return file.getFileName() + ":" + line + " " + kind;
    }
}
