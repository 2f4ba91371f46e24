package dev.kairos.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over words; the last of them is returned again and again once all the others are used up. */
final class Cursor {

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean sees(String text) {
        return peek().is(text);
    }

    boolean takes(String text) {
        if (sees(text)) {
            take();
            return true;
        }
        return false;
    }

    Token expect(String text, @Nullable String hint) {
        if (!sees(text)) {
            throw new DrlException(peek().line(), "expected '" + text + "' but found " + peek().shown(), hint);
        }
        return take();
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    List<Token> slice(int from, int to) {
        return tokens.subList(from, to);
    }
}
