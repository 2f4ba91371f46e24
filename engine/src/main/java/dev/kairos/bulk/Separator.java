package dev.kairos.bulk;

/** Finds out what stands between the fields of a CSV file. */
final class Separator {

    private static final char[] USUAL = {',', ';', '\t', '|'};
    private static final int LINES = 20;

    private Separator() {}

    /** The usual one that stands equally often in most of the first lines; among those, the most frequent. */
    static char of(CharSequence start) {
        char best = ',';
        long bestScore = 0;
        for (char candidate : USUAL) {
            long score = score(start, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static long score(CharSequence start, char candidate) {
        int header = -1;
        int lines = 0;
        int alike = 0;
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < start.length() && lines < LINES; i++) {
            char c = start.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == candidate) {
                count++;
            } else if (!quoted && (c == '\n' || c == '\r') && i > 0 && !isLineEnd(start.charAt(i - 1))) {
                header = header < 0 ? count : header;
                alike += count == header ? 1 : 0;
                lines++;
                count = 0;
            }
        }
        header = header < 0 ? count : header;
        return header <= 0 ? 0 : (alike << 16) + Math.min(header, 0xFFFF);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
