package dev.kairos.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Has at most one request under way. Reads of an answer what it must and no more. */
final class Http1Connection implements Connection {

    private static final int FIRST_BYTES = 1 << 14;
    private static final int MOST_BYTES = 1 << 24;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] CONTENT_LENGTH = {
        'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'
    };
    private static final int CASE_BIT = 0x20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Answers answers;
    private final Answer answer = new Answer();
    private ByteBuffer in = ByteBuffer.allocateDirect(FIRST_BYTES);
    private ByteBuffer out = ByteBuffer.allocateDirect(FIRST_BYTES);
    private @Nullable Request underWay;
    private long dueNanos;
    private int scanned;
    private int bodyAt;
    private int answerBytes;

    Http1Connection(Target target, Selector selector, Answers answers) throws IOException {
        this.answers = answers;
        channel = SocketChannel.open(target.address());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void send(Request request, long due) throws IOException {
        underWay = request;
        dueNanos = due;
        in.clear();
        scanned = 0;
        answerBytes = 0;
        ByteBuffer bytes = request.bytes();
        if (out.capacity() < bytes.limit()) {
            out = ByteBuffer.allocateDirect(bytes.limit());
        }
        out.clear();
        out.put(0, bytes, 0, bytes.limit());
        out.limit(bytes.limit());
        flush();
    }

    private void flush() throws IOException {
        channel.write(out);
        int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    @Override
    public void ready() throws IOException {
        if (out.hasRemaining() && key.isWritable()) {
            flush();
        }
        if (key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server closed a connection");
        }
        Request request = underWay;
        if (request == null) {
            throw new IOException("the server said something that it was not asked");
        }
        if (answerBytes == 0) {
            readHead();
        }
        if (answerBytes > in.capacity() || !in.hasRemaining() && answerBytes != in.position()) {
            grow();
        }
        if (answerBytes != 0 && in.position() >= answerBytes) {
            int status = 100 * digit(STATUS_AT) + 10 * digit(STATUS_AT + 1) + digit(STATUS_AT + 2);
            underWay = null;
            answers.answered(this, request, dueNanos, answer.set(status, in, bodyAt, answerBytes));
        }
    }

    private void grow() throws IOException {
        if (in.capacity() >= MOST_BYTES) {
            throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
        }
        ByteBuffer larger = ByteBuffer.allocateDirect(2 * in.capacity());
        in.flip();
        larger.put(in);
        in = larger;
    }

    private void readHead() throws IOException {
        for (int i = Math.max(3, scanned); i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                bodyAt = i + 1;
                answerBytes = bodyAt + contentLength(i);
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
                    if (length > MOST_BYTES) {
                        throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
                    }
                }
                return length;
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private boolean matches(int at) {
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if ((in.get(at + i) | CASE_BIT) != (CONTENT_LENGTH[i] | CASE_BIT)) {
                return false;
            }
        }
        return true;
    }

    private int digit(int at) throws IOException {
        int digit = in.get(at) - '0';
        if (digit < 0 || digit > 9) {
            throw new IOException("an answer that is no HTTP/1.1");
        }
        return digit;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
