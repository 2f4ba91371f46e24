package dev.kairos.mistake;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a file of a pack, a configuration or a load, told to the person who can mend it.
 *
 * @param file path relative to the pack's folder, with forward slashes
 * @param line 1-based; 0 when the mistake is about the file as a whole
 * @param message what is wrong, in the author's own words and names
 * @param hint what to do about it; empty when the message says it all
 */
public record Mistake(String file, int line, String message, String hint) implements Comparable<Mistake> {

    public static Mistake at(String file, int line, String message, @Nullable String hint) {
        return new Mistake(file, line, message, hint == null ? "" : hint);
    }

    /** {@code catalogue.yaml:14: unknown key 'valu' (did you mean 'value'?)}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file;
        return hint.isEmpty() ? place + ": " + message : place + ": " + message + " (" + hint + ")";
    }

    /** By file, then line, then text: the order in which a person works through them. */
    @Override
    public int compareTo(Mistake other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : message.compareTo(other.message);
    }
}
