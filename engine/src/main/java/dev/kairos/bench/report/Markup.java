package dev.kairos.bench.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes elements of HTML and SVG that are well-formed by construction: whatever is opened is closed in order, and every
 * text and attribute is escaped. There is no way to write a tag that came from outside. One thread.
 */
final class Markup {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    Markup doctype() {
        out.append("<!DOCTYPE html>\n");
        return this;
    }

    /** @param attributes names and values in turn */
    Markup open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        open.push(tag);
        return this;
    }

    /** An element that never has content, such as {@code meta}. */
    Markup empty(String tag, String... attributes) {
        open(tag, attributes);
        open.pop();
        out.setLength(out.length() - 1);
        out.append("/>");
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** @param rules ours: not escaped, as a style sheet has {@code >} */
    Markup style(String rules) {
        out.append("<style>\n").append(rules).append("</style>\n");
        return this;
    }

    /** A length for an attribute of SVG, to a tenth of a pixel. */
    static String px(double value) {
        double tenth = Math.round(value * 10) / 10.0;
        return tenth == Math.rint(tenth) ? Long.toString((long) tenth) : String.format(Locale.ROOT, "%.1f", tenth);
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isShown(c) ? c : REPLACEMENT);
            }
        });
    }

    /** False for what XML forbids, and for what turns the direction of writing and so hides what a text says. */
    static boolean isShown(int c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n' || c == '\r';
        }
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F;
        boolean forbidden = c >= 0x7F && c <= 0x9F || c >= 0xD800 && c <= 0xDFFF || (c & 0xFFFE) == 0xFFFE;
        return !turns && !forbidden;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }
}
