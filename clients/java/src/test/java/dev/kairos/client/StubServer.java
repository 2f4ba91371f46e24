package dev.kairos.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on a plain socket that answers, or does not, as a test wants it: each request with bytes of its own. */
final class StubServer implements AutoCloseable {

    /** What came in. */
    record Request(String line, Map<String, String> headers, String body) {}

    /** What goes out. {@code then} is what happens to the connection. */
    record Reply(String bytes, Then then) {}

    enum Then {
        KEEP,
        CLOSE,
        /** Nothing more is said, until the server is closed. */
        HANG
    }

    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Function<Request, Reply> behaviour;

    private StubServer(int port, Function<Request, Reply> behaviour) throws IOException {
        socket = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        start(this::accept);
    }

    static StubServer that(Function<Request, Reply> behaviour) throws IOException {
        return new StubServer(0, behaviour);
    }

    static StubServer on(int port, Function<Request, Reply> behaviour) throws IOException {
        return new StubServer(port, behaviour);
    }

    static Reply json(String body) {
        return status(200, body);
    }

    static Reply status(int status, String body, String... headers) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String head = "HTTP/1.1 " + status + " Stub\r\nContent-Length: " + length + "\r\n";
        return new Reply(head + String.join("", List.of(headers)) + "\r\n" + body, Then.KEEP);
    }

    static Reply hang() {
        return new Reply("", Then.HANG);
    }

    static Reply cut(String bytes) {
        return new Reply(bytes, Then.CLOSE);
    }

    /** From now on. */
    void behave(Function<Request, Reply> other) {
        behaviour = other;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "stub");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.put(connection, true);
                connections.incrementAndGet();
                start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                Reply reply = behaviour.apply(request);
                connection.getOutputStream().write(reply.bytes().getBytes(StandardCharsets.UTF_8));
                if (reply.then() == Then.CLOSE) {
                    return;
                }
                if (reply.then() == Then.HANG) {
                    while (in.read() >= 0) {
                        // until either side closes
                    }
                    return;
                }
            }
        } catch (IOException broken) {
            // The client has hung up, or the test is over.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).trim();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open.keySet()) {
                connection.close();
            }
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
