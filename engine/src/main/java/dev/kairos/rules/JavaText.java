package dev.kairos.rules;

/** Writes texts as Java literals, in ASCII, so that nothing in them can be read as code. */
final class JavaText {

    /** Stands for a name that is given later; never left as it is inside a text. */
    static final char MARK = '#';

    private JavaText() {}

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\' && c != MARK) {
                quoted.append(c);
            } else {
                escape(c, quoted);
            }
        }
        return quoted.append('"').toString();
    }

    /** Control characters in octal: their \\u form would end the line before the compiler sees the text. */
    private static void escape(char c, StringBuilder quoted) {
        if (c < 128) {
            quoted.append('\\')
                    .append((char) ('0' + (c >> 6)))
                    .append((char) ('0' + (c >> 3 & 7)))
                    .append((char) ('0' + (c & 7)));
        } else {
            quoted.append(String.format("\\u%04x", (int) c));
        }
    }
}
