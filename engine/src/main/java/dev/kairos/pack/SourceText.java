package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes of a file to text: UTF-8 or nothing, since a wrongly guessed character set shows up in front of customers. */
final class SourceText {

    private SourceText() {}

    /** @return the text without a byte order mark, or null after a mistake was added */
    static @Nullable String decode(String file, byte[] content, Mistakes mistakes) {
        int start = startsWith(content, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        if (startsWith(content, 0xFF, 0xFE) || startsWith(content, 0xFE, 0xFF)) {
            mistakes.add(file, 1, "the file is UTF-16", "save it as UTF-8");
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(content, start, content.length - start);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        out.flip();
        String text = out.toString();
        int lastLine = lineAt(text, text.length());
        if (result.isError()) {
            mistakes.add(file, lastLine, "the file is not UTF-8: byte " + in.position(), "save it as UTF-8");
            return null;
        }
        return hasOnlyText(file, text, mistakes) ? text : null;
    }

    private static boolean hasOnlyText(String file, String text, Mistakes mistakes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPrintable(c)) {
                String code = String.format("U+%04X", (int) c);
                mistakes.add(file, lineAt(text, i), "the control character " + code + " is not allowed", "remove it");
                return false;
            }
        }
        return true;
    }

    /** As YAML 1.2 has it. */
    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~'
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c == '\u0085'
                || c >= '\u00A0' && c < '\uFFFE';
    }

    private static int lineAt(String text, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                line++;
            }
        }
        return line;
    }

    private static boolean startsWith(byte[] content, int... mark) {
        if (content.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
