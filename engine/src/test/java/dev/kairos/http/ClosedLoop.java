package dev.kairos.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Loads a server from one thread: each connection sends the same request again as soon as it is answered. Reads of an
 * answer as little as can be, for its own time makes any two servers alike.
 */
final class ClosedLoop implements AutoCloseable {

    private static final int END_OF_HEAD = "\r\n\r\n".length();

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();

    ClosedLoop(int port, int count, String request) throws IOException {
        for (int i = 0; i < count; i++) {
            connections.add(new Connection(port, request.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Answers a second. */
    double run(long millis) throws IOException {
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        long answered = 0;
        for (Connection connection : connections) {
            connection.send();
        }
        int underWay = connections.size();
        while (underWay > 0) {
            if (selector.select(TimeUnit.SECONDS.toMillis(10)) == 0) {
                throw new IOException("no answer for 10 s");
            }
            boolean goOn = System.nanoTime() < end;
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.isAnswered()) {
                    answered++;
                    underWay -= goOn ? 0 : 1;
                    if (goOn) {
                        connection.send();
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return answered * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer request;
        private final ByteBuffer answer = ByteBuffer.allocate(1 << 16);

        Connection(int port, byte[] bytes) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            request = ByteBuffer.wrap(bytes);
        }

        void send() throws IOException {
            answer.clear();
            request.rewind();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        boolean isAnswered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new EOFException("closed by the server");
            }
            int head = endOfHead();
            return head > 0 && answer.position() >= head + length(head);
        }

        private int endOfHead() {
            byte[] bytes = answer.array();
            for (int at = 0; at + END_OF_HEAD <= answer.position(); at++) {
                if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                    return at + END_OF_HEAD;
                }
            }
            return 0;
        }

        private int length(int headBytes) throws IOException {
            byte[] bytes = answer.array();
            if (bytes[9] != '2') {
                throw new IOException(new String(bytes, 0, headBytes, StandardCharsets.ISO_8859_1));
            }
            int at = 0;
            while (bytes[at] != 'g' || bytes[at + 1] != 't' || bytes[at + 2] != 'h' || bytes[at + 3] != ':') {
                at++;
            }
            int length = 0;
            for (at += "gth: ".length(); bytes[at] != '\r'; at++) {
                length = 10 * length + bytes[at] - '0';
            }
            return length;
        }
    }
}
