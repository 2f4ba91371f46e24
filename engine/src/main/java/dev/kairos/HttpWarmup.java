package dev.kairos;

import dev.kairos.http.Backend;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.KeySet;
import dev.kairos.http.Server;
import dev.kairos.http.ServerSettings;
import dev.kairos.metrics.Metrics;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same through the network: a server of its own on a free loopback port, with a key that nobody knows, is called for
 * a moment and closed again. What serves calls in earnest has then been loaded and compiled, and counted nothing.
 */
final class HttpWarmup {

    private static final Logger LOG = LoggerFactory.getLogger(HttpWarmup.class);
    private static final int MOST_CALLS = 4_000;
    private static final int CALLS_A_CONNECTION = 400;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final int READ_TIMEOUT_MS = 2_000;
    private static final String LENGTH = "content-length:";

    private final WarmupCalls calls;
    private final int port;
    private final String key;
    private final long startNanos = System.nanoTime();
    private int made;

    private HttpWarmup(WarmupCalls calls, int port, String key) {
        this.calls = calls;
        this.port = port;
        this.key = key;
    }

    /** A call that fails ends it: the engine then starts colder. */
    static void run(WarmupCalls calls, Supplier<DecideEndpoint> endpoint) {
        String key = UUID.randomUUID().toString();
        ServerSettings settings =
                ServerSettings.DEFAULT.withPort(0).withEventLoops(1).withKeys(new KeySet(List.of(key), List.of()));
        Backend backend = new Backend(steps -> endpoint.get(), List.of(), () -> null);
        try (Server server = Server.start(settings, backend, new Metrics())) {
            new HttpWarmup(calls, server.port(), key).callAll();
        } catch (IOException | RuntimeException failed) {
            LOG.debug("The warm-up over HTTP was broken off", failed);
        }
    }

    private void callAll() throws IOException {
        while (made < MOST_CALLS && System.nanoTime() - startNanos < MOST_NANOS) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(READ_TIMEOUT_MS);
                callOn(socket, new DataInputStream(new BufferedInputStream(socket.getInputStream())));
            }
        }
    }

    private void callOn(Socket socket, DataInputStream in) throws IOException {
        for (int i = 0; i < CALLS_A_CONNECTION && System.nanoTime() - startNanos < MOST_NANOS; i++) {
            socket.getOutputStream().write(request(calls.decide(made++, false)));
            in.skipNBytes(bodyLength(in));
        }
    }

    private byte[] request(byte[] body) {
        byte[] head = ("POST /v1/decide HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Reads a head and tells how long the body after it is. */
    private static int bodyLength(DataInputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte b = in.readByte(); b != '\n'; b = in.readByte()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
