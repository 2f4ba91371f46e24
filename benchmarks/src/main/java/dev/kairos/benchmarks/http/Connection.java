package dev.kairos.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One kept-alive connection with at most one request under way. Reads of an answer what it must and no more. */
final class Connection {

    /** Of {@link #read}: the answer is not whole yet. */
    static final int PENDING = 0;

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int CASE_BIT = 0x20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private ByteBuffer out;
    private int scanned;
    private int answerBytes;

    /** When the request under way was due. */
    long dueNanos;

    Connection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(ByteBuffer request, long due) throws IOException {
        dueNanos = due;
        in.clear();
        scanned = 0;
        answerBytes = 0;
        out = request;
        flush();
    }

    /** Sends the rest, if the socket's buffer was full. */
    void flush() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** @return the status of the answer when it is whole, or {@link #PENDING} */
    int read() throws IOException {
        int read = channel.read(in);
        if (read < 0) {
            throw new IOException("the server closed the connection");
        }
        if (answerBytes == 0) {
            readHead();
        }
        if (answerBytes == 0 || in.position() < answerBytes) {
            return PENDING;
        }
        return 100 * digit(STATUS_AT) + 10 * digit(STATUS_AT + 1) + digit(STATUS_AT + 2);
    }

    /** The answer as text, for checks. */
    String answer() {
        byte[] bytes = new byte[in.position()];
        in.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void readHead() throws IOException {
        for (int i = Math.max(3, scanned); i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                answerBytes = i + 1 + contentLength(i);
                return;
            }
        }
        scanned = in.position();
    }

    private int contentLength(int headEnd) throws IOException {
        for (int i = STATUS_AT; i < headEnd - CONTENT_LENGTH.length; i++) {
            if (in.get(i - 1) == '\n' && matches(i)) {
                int at = i + CONTENT_LENGTH.length;
                while (in.get(at) == ' ') {
                    at++;
                }
                int length = 0;
                while (in.get(at) != '\r') {
                    length = 10 * length + digit(at++);
                }
                return length;
            }
        }
        throw new IOException("an answer without Content-Length: " + answer());
    }

    private boolean matches(int at) {
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if ((in.get(at + i) | CASE_BIT) != (CONTENT_LENGTH[i] | CASE_BIT)) {
                return false;
            }
        }
        return true;
    }

    private int digit(int at) {
        return in.get(at) - '0';
    }

    void close() throws IOException {
        channel.close();
    }
}
