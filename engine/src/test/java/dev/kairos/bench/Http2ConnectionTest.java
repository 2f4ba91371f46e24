package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class Http2ConnectionTest {

    private static final byte[] NOTHING = {};
    private static final int SETTINGS_BYTES = 12;

    private final List<String> answered = new ArrayList<>();
    private Selector selector;
    private Connection connection;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
        selector.close();
    }

    private void take(Connection from, Request request, long dueNanos, Answer answer) {
        answered.add(dueNanos + " " + answer.status() + " " + answer.body());
    }

    private static Request request(Protocol protocol, Target target, String path, String body) {
        Call call = Call.fixed(CallKind.DECIDE, body, null);
        return new Request(call, ByteBuffer.wrap(protocol.encode(target, path, call.body())));
    }

    private void readOn(int until) throws IOException {
        while (answered.size() < until) {
            selector.select(20_000);
            for (SelectionKey key : selector.selectedKeys()) {
                ((Connection) key.attachment()).ready();
            }
            selector.selectedKeys().clear();
        }
    }

    @Test
    void isUnderstoodByAPublishedServer() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(Http2ConnectionTest::answer)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            Target target = Target.local(server.actualPort(), "a-key");
            Protocol protocol = new Http2(16);
            connection = protocol.connect(target, selector, this::take);
            assertThat(connection.slots()).isEqualTo(16);
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < 16; i++) {
                    String path = i == 3 ? "/large" : i == 5 ? "/503" : i == 7 ? "/418" : "/echo";
                    connection.send(request(protocol, target, path, "\"" + "x".repeat(i * 200) + "\""), i);
                }
                readOn(16);
                assertThat(answered)
                        .contains("3 200 " + "y".repeat(100_000), "5 503 HTTP_2", "7 418 Bearer a-key")
                        .contains("0 200 \"\"", "15 200 \"" + "x".repeat(3_000) + "\"")
                        .hasSize(16);
                answered.clear();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/large" -> request.response().end("y".repeat(100_000));
            case "/503" ->
                request.response().setStatusCode(503).end(request.version().toString());
            case "/418" -> request.response().setStatusCode(418).end(request.getHeader("authorization"));
            default -> request.body().onSuccess(body -> request.response().end(body));
        }
    }

    @Test
    void refusesBodiesThatDoNotFitIntoAFrame() {
        assertThatThrownBy(() -> request(new Http2(1), Target.local(1, ""), "/", "x".repeat(16_385)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("at most 16384");
    }

    @Test
    void saysThatAServerDoesNotSpeakIt() throws Exception {
        for (String said : new String[] {"HTTP/1.1 400 Bad Request\r\n\r\n", "", "HTTP"}) {
            assertThatThrownBy(() ->
                            connect(said.getBytes(StandardCharsets.US_ASCII), 1).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not speak HTTP/2");
        }
    }

    @Test
    void saysThatAServerTakesFewerCallsAtATime() {
        byte[] settings = frame(
                Http2.SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).putShort((short) 3).putInt(2).array());

        assertThatThrownBy(() -> connect(settings, 3).close()).hasMessageContaining("no more than 2 calls");
    }

    /** Both ends of a connection, the server's to be played by the test. */
    private final class Played implements AutoCloseable {
        final Socket socket;
        final DataInputStream in;
        final Protocol protocol;
        final Target target;

        Played(Socket socket, Protocol protocol, Target target) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.protocol = protocol;
            this.target = target;
        }

        void send(int due, String body) throws IOException {
            connection.send(request(protocol, target, "/", body), due);
        }

        void say(byte[]... frames) throws IOException {
            for (byte[] frame : frames) {
                socket.getOutputStream().write(frame);
            }
        }

        /** The type of the next frame, and of which stream. */
        String heard() throws IOException {
            int head = in.readInt();
            in.readByte();
            int stream = in.readInt();
            in.skipNBytes(head >>> 8);
            return (head & 0xff) + ":" + stream;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Played connect(byte[] said, int streams) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> accept(listening, said));
            Protocol protocol = new Http2(streams);
            Target target = Target.local(listening.getLocalPort(), "");
            try {
                connection = protocol.connect(target, selector, this::take);
            } finally {
                accepted.get(20, TimeUnit.SECONDS).setSoTimeout(20_000);
            }
            Played played = new Played(accepted.get(), protocol, target);
            played.in.skipNBytes(24 + 9 + SETTINGS_BYTES + 9 + 4);
            return played;
        }
    }

    private static Socket accept(ServerSocket listening, byte[] said) {
        try {
            Socket socket = listening.accept();
            socket.getOutputStream().write(said);
            if (said.length < 9 || said[0] == 'H') {
                socket.shutdownOutput();
            }
            return socket;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private Played played(int streams) throws Exception {
        return connect(frame(Http2.SETTINGS, 0, 0, NOTHING), streams);
    }

    private static byte[] head(int flags, int stream, int... block) {
        byte[] bytes = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            bytes[i] = (byte) block[i];
        }
        return frame(Http2.HEADERS, flags, stream, bytes);
    }

    private static byte[] data(int flags, int stream, String text) {
        return frame(Http2.DATA, flags, stream, text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsAnswersInWhateverOrderAndPieces() throws Exception {
        try (Played server = played(4)) {
            server.send(1, "a");
            server.send(2, "b");
            server.send(3, "c");
            server.send(4, "d");
            byte[] padded = frame(Http2.DATA, Http2.END_STREAM | Http2.PADDED, 3, new byte[] {2, 'p', 'a', 'd', 0, 0});
            server.say(
                    head(Http2.END_HEADERS, 5, 0x20, 0x88),
                    head(Http2.END_HEADERS | Http2.END_STREAM, 7, 0x89),
                    data(0, 5, "in "),
                    head(Http2.END_HEADERS | Http2.PADDED, 3, 1, 0x08, 3, '4', '2', '9', 0),
                    head(Http2.END_HEADERS, 1, 0x8d),
                    data(Http2.END_STREAM, 1, ""),
                    padded,
                    data(Http2.END_STREAM, 5, "two"));
            readOn(4);
            assertThat(answered).containsExactly("4 204 ", "1 404 ", "2 429 pad", "3 200 in two");
        }
    }

    @Test
    void takesAResetForAnErrorUnlessItCameAfterTheAnswer() throws Exception {
        try (Played server = played(2)) {
            server.send(1, "a");
            server.send(2, "b");
            server.say(
                    head(Http2.END_HEADERS | Http2.END_STREAM, 1, 0x88),
                    frame(Http2.RST_STREAM, 0, 1, new byte[4]),
                    head(Http2.END_HEADERS, 3, 0x88),
                    frame(Http2.RST_STREAM, 0, 3, new byte[] {0, 0, 0, 7}));
            readOn(2);
            assertThat(answered).containsExactly("1 200 ", "2 0 ");
        }
    }

    @Test
    void sendsNoMoreThanTheServersWindowLetsThrough() throws Exception {
        try (Played server = played(8)) {
            for (int i = 0; i < 6; i++) {
                server.send(i, "x".repeat(16_000));
            }
            assertThat(server.heard()).isEqualTo("4:0");
            for (int stream = 1; stream <= 7; stream += 2) {
                assertThat(server.heard()).isEqualTo("1:" + stream);
                assertThat(server.heard()).isEqualTo("0:" + stream);
            }
            server.say(frame(Http2.PING, 0, 0, new byte[8]), head(Http2.END_HEADERS | Http2.END_STREAM, 1, 0x88));
            readOn(1);
            assertThat(server.heard()).isEqualTo("6:0");

            server.say(
                    frame(
                            Http2.WINDOW_UPDATE,
                            0,
                            0,
                            ByteBuffer.allocate(4).putInt(20_000).array()),
                    head(Http2.END_HEADERS | Http2.END_STREAM, 3, 0x88));
            readOn(2);
            assertThat(server.heard()).isEqualTo("1:9");
            assertThat(server.heard()).isEqualTo("0:9");
        }
    }

    @Test
    void doesNotMixUpACallThatTakesLongWithLaterOnes() throws Exception {
        try (Played server = played(2)) {
            server.send(1_000, "slow");
            for (int i = 0; i < 100; i++) {
                server.send(i, "quick");
                String heard = server.heard();
                while (!heard.startsWith("0:") || heard.equals("0:1")) {
                    heard = server.heard();
                }
                int stream = Integer.parseInt(heard.substring(2));
                server.say(head(Http2.END_HEADERS | Http2.END_STREAM, stream, 0x88));
                readOn(i + 1);
            }
            server.say(head(Http2.END_HEADERS | Http2.END_STREAM, 1, 0x88));
            readOn(101);
            assertThat(answered.get(100)).isEqualTo("1000 200 ");
            assertThat(answered.get(99)).isEqualTo("99 200 ");
        }
    }

    @Test
    void failsWhenTheServerEndsOrSaysWhatItMayNot() throws Exception {
        for (byte[] said : List.of(
                frame(Http2.GOAWAY, 0, 0, new byte[8]),
                head(Http2.END_HEADERS, 9, 0x88),
                data(0, 0, "x"),
                head(0, 1, 0x88),
                head(Http2.END_HEADERS, 1, 0xff),
                frame(Http2.DATA, 0, 1, new byte[1 << 20]))) {
            try (Played server = played(2)) {
                server.send(1, "a");
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                    try {
                        server.say(said);
                        server.socket.shutdownOutput();
                    } catch (IOException closed) {
                        return;
                    }
                });
                assertThatThrownBy(() -> readOn(1)).isInstanceOf(IOException.class);
                connection.close();
                sent.get(20, TimeUnit.SECONDS);
            }
        }
    }
}
