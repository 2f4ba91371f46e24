package dev.kairos.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 and loses nothing: a byte that is no part of it becomes U+DC80 to U+DCFF, a lone surrogate that no
 * UTF-8 gives, so that the row can be refused and {@link #encode} can write it as it was. Leaves out a byte order mark.
 * One thread.
 */
final class Utf8Reader extends Reader {

    static final int PEEK_CHARS = 64 << 10;

    private static final int ESCAPE = 0xDC00;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(PEEK_CHARS).flip();
    private final CharBuffer chars = CharBuffer.allocate(PEEK_CHARS).flip();
    /** Thrown once all that was read before it has been taken. */
    private @Nullable IOException trouble;

    private boolean ended;
    private boolean begun;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /** The text that comes next, as much as fits the buffer, without taking it. */
    CharSequence peek() throws IOException {
        if (!chars.hasRemaining()) {
            fill();
        }
        return chars.asReadOnlyBuffer();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!chars.hasRemaining()) {
            fill();
            if (!chars.hasRemaining()) {
                return -1;
            }
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void fill() throws IOException {
        if (trouble != null) {
            throw trouble;
        }
        chars.clear();
        try {
            while (decodeSome()) {
                more();
            }
        } catch (IOException e) {
            trouble = e;
        }
        chars.flip();
        if (trouble != null && !chars.hasRemaining()) {
            throw trouble;
        }
        if (!begun && chars.hasRemaining()) {
            begun = true;
            if (chars.get(0) == '\uFEFF') {
                chars.get();
            }
        }
    }

    /** True when it could go on with more bytes. */
    private boolean decodeSome() {
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isUnderflow()) {
                return !ended;
            }
            if (result.isOverflow() || chars.remaining() < result.length()) {
                return false;
            }
            for (int i = 0; i < result.length(); i++) {
                chars.put((char) (ESCAPE + (bytes.get() & 0xFF)));
            }
        }
    }

    private void more() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The bytes that were read as this text. */
    static byte[] encode(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (text.chars().noneMatch(Utf8Reader::isEscape)) {
            return plain;
        }
        ByteBuffer out = ByteBuffer.allocate(text.length() * 3);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean paired = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            if (isEscape(text.charAt(i)) && !paired) {
                out.put(text.substring(start, i).getBytes(StandardCharsets.UTF_8))
                        .put((byte) text.charAt(i));
                start = i + 1;
            }
        }
        out.put(text.substring(start).getBytes(StandardCharsets.UTF_8)).flip();
        byte[] exact = new byte[out.remaining()];
        out.get(exact);
        return exact;
    }

    private static boolean isEscape(int c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF;
    }
}
