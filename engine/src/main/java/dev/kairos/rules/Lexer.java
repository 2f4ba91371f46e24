package dev.kairos.rules;

import dev.kairos.mistake.Mistakes;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a DRL file into words, whatever its line ends, with or without a byte order mark; comments are skipped. It goes
 * on after a mistake, so that the rest of the file is still checked.
 */
final class Lexer {

    /** Longest first. */
    private static final String[] SYMBOLS = {
        ">>>=", "<<=", ">>=", ">>>", "...", "==", "!=", "<=", ">=", "&&", "||", ":=", "::", "->", "++", "--", "+=",
        "-=", "*=", "/=", "%=", "&=", "|=", "^=", "!."
    };

    private final String file;
    private final String text;
    private final Mistakes mistakes;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean first = true;

    private Lexer(String file, String text, Mistakes mistakes) {
        this.file = file;
        this.text = text;
        this.mistakes = mistakes;
    }

    /** The words of the file, the last one being {@link Token.Kind#END}. */
    static List<Token> tokens(String file, String text, Mistakes mistakes) {
        return new Lexer(file, text, mistakes).run();
    }

    private List<Token> run() {
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
        while (at < text.length()) {
            next(text.charAt(at));
        }
        add(Token.Kind.END, "", at);
        return tokens;
    }

    private void next(char c) {
        if (c == '\n' || c == '\r') {
            newLine(c);
        } else if (Character.isWhitespace(c) || c == '\u00A0') {
            at++;
        } else if (text.startsWith("//", at)) {
            skipLine();
        } else if (text.startsWith("/*", at)) {
            skipComment();
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (Character.isJavaIdentifierStart(c)) {
            name();
        } else if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            number();
        } else {
            symbol();
        }
    }

    private void newLine(char c) {
        at += c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
        line++;
        first = true;
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        int opened = line;
        at += 2;
        while (at < text.length() && !text.startsWith("*/", at)) {
            step();
        }
        if (at >= text.length()) {
            mistakes.add(file, opened, "a comment opened with '/*' is never closed", "add '*/'");
            return;
        }
        at += 2;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\n' || c == '\r') {
            boolean wasFirst = first;
            newLine(c);
            first = wasFirst || first;
        } else {
            at++;
        }
    }

    private void string(char quote) {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                mistakes.add(file, line, "a text is not closed on its line", "add the closing " + quote);
                add(Token.Kind.STRING, content.toString(), start);
                return;
            }
            at++;
            content.append(c == '\\' && at < text.length() ? escape(text.charAt(at++)) : c);
        }
        at = Math.min(at + 1, text.length());
        add(Token.Kind.STRING, content.toString(), start);
    }

    private char escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\'', '\\' -> c;
            default -> {
                mistakes.add(
                        file,
                        line,
                        "'\\" + c + "' is no escape in a text",
                        "write the character itself, or '\\\\' for a backslash");
                yield c;
            }
        };
    }

    private void name() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        add(Token.Kind.NAME, text.substring(start, at), start);
    }

    private void number() {
        int start = at;
        while (at < text.length() && isPartOfNumber(start)) {
            at++;
        }
        add(Token.Kind.NUMBER, text.substring(start, at), start);
    }

    private boolean isPartOfNumber(int start) {
        char c = text.charAt(at);
        char before = at > start ? text.charAt(at - 1) : ' ';
        boolean exponentSign = (c == '+' || c == '-')
                && (before == 'e' || before == 'E')
                && !text.startsWith("0x", start)
                && !text.startsWith("0X", start);
        boolean point = c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        return Character.isLetterOrDigit(c) || c == '_' || point || exponentSign;
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(Token.Kind.SYMBOL, symbol, at - symbol.length());
                return;
            }
        }
        int length = Character.charCount(text.codePointAt(at));
        at += length;
        add(Token.Kind.SYMBOL, text.substring(at - length, at), at - length);
    }

    private void add(Token.Kind kind, String content, int start) {
        tokens.add(new Token(kind, content, start, at, line, first));
        first = false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
