package dev.kairos.rules;

/**
 * A word of a DRL file.
 *
 * @param text as written; for a string, its content with escapes resolved
 * @param start offset of its first character in the file
 * @param end offset after its last character
 * @param line 1-based
 * @param first whether it is the first word on its line
 */
record Token(Kind kind, String text, int start, int end, int line, boolean first) {

    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String symbolOrName) {
        return kind != Kind.STRING && text.equals(symbolOrName);
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    /** For a message: what the author sees there. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case STRING -> '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"';
            default -> "'" + text + "'";
        };
    }
}
