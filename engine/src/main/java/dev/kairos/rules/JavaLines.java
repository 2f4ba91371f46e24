package dev.kairos.rules;

/** Counts lines as Java and our authors' editors do: CR, LF and CRLF each end one. */
final class JavaLines {

    private JavaLines() {}

    static int breaks(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
                count++;
            }
        }
        return count;
    }

    static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
