package dev.kairos.mistake;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Nearest {

    private Nearest() {}

    /** "did you mean 'x'?" for the nearest of {@code known}, or null when none is near enough to be helpful. */
    public static @Nullable String hint(String given, Collection<String> known) {
        String nearest = of(given, known);
        return nearest == null ? null : "did you mean '" + nearest + "'?";
    }

    /** The nearest of {@code known} by edits, at most a third of the word's length away (at least 1, at most 4). */
    public static @Nullable String of(String given, Collection<String> known) {
        String wanted = fold(given);
        int allowed = Math.min(4, Math.max(1, wanted.length() / 3));
        String best = null;
        int bestDistance = allowed + 1;
        for (String candidate : known) {
            int distance = distance(wanted, fold(candidate), bestDistance);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Optimal string alignment (Damerau–Levenshtein with adjacent swaps), given up on once past {@code limit}. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
