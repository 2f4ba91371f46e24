package dev.kairos.http;

import static dev.kairos.http.FrameClient.CONTINUATION;
import static dev.kairos.http.FrameClient.DATA;
import static dev.kairos.http.FrameClient.END_HEADERS;
import static dev.kairos.http.FrameClient.END_STREAM;
import static dev.kairos.http.FrameClient.HEADERS;
import static dev.kairos.http.FrameClient.PING;
import static dev.kairos.http.FrameClient.PREFACE;
import static dev.kairos.http.FrameClient.PROTOCOL_ERROR;
import static dev.kairos.http.FrameClient.PUSH_PROMISE;
import static dev.kairos.http.FrameClient.RST_STREAM;
import static dev.kairos.http.FrameClient.SETTINGS;
import static dev.kairos.http.FrameClient.WINDOW_UPDATE;
import static dev.kairos.http.FrameClient.block;
import static dev.kairos.http.FrameClient.bytes;
import static dev.kairos.http.FrameClient.get;
import static dev.kairos.http.FrameClient.number;
import static dev.kairos.http.FrameClient.request;
import static dev.kairos.http.FrameClient.setting;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that speak HTTP/2 wrongly, or to do harm: each is stopped, and others are served. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHttp2Test {

    private static final byte[] NOTHING = {};

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private FrameClient open() throws IOException {
        return FrameClient.open(server.server.port());
    }

    private void assertServesOthers() throws IOException {
        try (FrameClient other = open()) {
            assertThat(other.send(RawClient.post("{}")).response().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                PREFACE + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void endsAConnectionThatDoesNotGoOnAsItBegan(String start) throws IOException {
        try (FrameClient client = FrameClient.silent(server.server.port())) {
            client.write(start.getBytes(StandardCharsets.US_ASCII));

            assertThat(client.goAwayCode())
                    .isIn(PROTOCOL_ERROR, FrameClient.INTERNAL_ERROR, FrameClient.FRAME_SIZE_ERROR);
        }
        assertServesOthers();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\nHost: localhost\r\n\r\n",
                "PRI / HTTP/2.0\r\n\r\n",
                "PRI * HTTP/1.1\r\n\r\n",
                "PRJ * HTTP/2.0\r\n\r\n",
                "PRI * HTTP/2.1\r\nHost: localhost\r\nx\u0000: y\r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n"
            })
    void takesOnlyTheWholePrefaceForOne(String start) throws IOException {
        try (RawClient client = server.connect()) {
            assertProblem(client.send(start).response(), 400, "unreadable");
        }
    }

    @Test
    void doesNotTurnAConnectionOfHttp11() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.send(RawClient.post("{}")).response().status()).isEqualTo(200);
            assertProblem(client.send(PREFACE).response(), 400, "unreadable");
        }
        // Nor is it offered by the Upgrade that RFC 9113 has taken back.
        assertThat(server.send(RawClient.post(
                                "{}",
                                "Connection: Upgrade, HTTP2-Settings",
                                "Upgrade: h2c",
                                "HTTP2-Settings: AAMAAABk"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void survivesWhatBreaksOffAnywhere() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(bytes(SETTINGS, 0, 0, NOTHING));
        whole.writeBytes(bytes(HEADERS, END_HEADERS, 1, request("POST", "/v1/decide", "content-length: 4")));
        whole.writeBytes(bytes(DATA, 0, 1, new byte[] {'[', '1'}));
        byte[] bytes = whole.toByteArray();

        for (int end = 1; end < bytes.length; end += 3) {
            try (FrameClient client = FrameClient.silent(server.server.port())) {
                client.write(Arrays.copyOf(bytes, end));
                client.endOutput();
                client.readToEnd();
            }
        }
        assertServesOthers();
    }

    static Stream<Arguments> badFrames() {
        byte[] get = get("/livez");
        return Stream.of(
                arguments("HEADERS on stream 0", bytes(HEADERS, END_HEADERS | END_STREAM, 0, get)),
                arguments("HEADERS on a stream of the server's", bytes(HEADERS, END_HEADERS | END_STREAM, 2, get)),
                arguments("DATA on stream 0", bytes(DATA, 0, 0, new byte[4])),
                arguments("DATA on a stream that has not begun", bytes(DATA, 0, 7, new byte[4])),
                arguments("RST_STREAM of a stream that has not begun", bytes(RST_STREAM, 0, 7, number(8))),
                arguments("RST_STREAM that is too short", bytes(RST_STREAM, 0, 7, new byte[3])),
                arguments("CONTINUATION of nothing", bytes(CONTINUATION, END_HEADERS, 1, get)),
                arguments("PUSH_PROMISE", bytes(PUSH_PROMISE, END_HEADERS, 1, number(2))),
                arguments("SETTINGS that are too short", bytes(SETTINGS, 0, 0, new byte[5])),
                arguments("SETTINGS on a stream", bytes(SETTINGS, 0, 1, NOTHING)),
                arguments("SETTINGS with a window too large", bytes(SETTINGS, 0, 0, setting(4, -1))),
                arguments("SETTINGS with a frame size too small", bytes(SETTINGS, 0, 0, setting(5, 100))),
                arguments("SETTINGS that switch pushing to 2", bytes(SETTINGS, 0, 0, setting(2, 2))),
                arguments("PING that is too long", bytes(PING, 0, 0, new byte[9])),
                arguments("PING on a stream", bytes(PING, 0, 1, new byte[8])),
                arguments("WINDOW_UPDATE by nothing", bytes(WINDOW_UPDATE, 0, 0, number(0))),
                arguments("a window that overflows", bytes(WINDOW_UPDATE, 0, 0, number(Integer.MAX_VALUE))),
                arguments("a frame that is too large", Arrays.copyOf(bytes(DATA, 0, 1, new byte[16_385]), 9)),
                arguments("HPACK that is none", bytes(HEADERS, END_HEADERS | END_STREAM, 1, new byte[] {(byte) 0xff})),
                arguments("HPACK of an unknown index", bytes(HEADERS, END_HEADERS, 1, new byte[] {(byte) 0xfe})),
                arguments("padding longer than the frame", bytes(HEADERS, END_HEADERS | 8, 1, new byte[] {9, 0})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFrames")
    void endsAConnectionWithABadFrame(String what, byte[] frame) throws IOException {
        try (FrameClient client = open()) {
            client.write(frame);

            assertThat(client.goAwayCode())
                    .isIn(
                            PROTOCOL_ERROR,
                            FrameClient.FLOW_CONTROL_ERROR,
                            FrameClient.FRAME_SIZE_ERROR,
                            FrameClient.COMPRESSION_ERROR);
        }
        assertServesOthers();
    }

    @Test
    void endsAConnectionWhoseStreamsGoBackwards() throws IOException {
        try (FrameClient client = open()) {
            client.frame(HEADERS, END_HEADERS | END_STREAM, 9, get("/livez"));
            client.next(HEADERS);
            client.frame(HEADERS, END_HEADERS | END_STREAM, 5, get("/livez"));

            assertThat(client.next(RST_STREAM).stream()).isEqualTo(5);
        }
    }

    @Test
    void endsAConnectionThatSendsSomethingElseAmongHeaders() throws IOException {
        try (FrameClient client = open()) {
            client.frame(HEADERS, END_STREAM, 1, get("/livez"));
            client.frame(PING, 0, 0, new byte[8]);

            assertThat(client.goAwayCode()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void endsAConnectionThatSendsMoreThanItMay() throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/v1/profiles/import"), false);
            client.frame(WINDOW_UPDATE, 0, stream, number(Integer.MAX_VALUE));
            assertThat(client.resetCode(stream)).isEqualTo(FrameClient.FLOW_CONTROL_ERROR);
        }
        assertServesOthers();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("a name in upper case", get("/livez", "X-Upper: 1")),
                arguments("a name with a space", get("/livez", "x y: 1")),
                arguments("an empty name", new byte[] {0, 0, 1, 'x'}),
                arguments("connection", get("/livez", "connection: close")),
                arguments("keep-alive", get("/livez", "keep-alive: 1")),
                arguments("transfer-encoding", request("POST", "/v1/decide", "transfer-encoding: chunked")),
                arguments("upgrade", get("/livez", "upgrade: h2c")),
                arguments("te", get("/livez", "te: gzip")),
                arguments("no path", block(":method: GET", ":scheme: http")),
                arguments("an empty path", block(":method: GET", ":scheme: http", ":path: ")),
                arguments("a path with a space", get("/livez x")),
                arguments("a path with a line end", get("/livez\n")),
                arguments("no method", block(":scheme: http", ":path: /livez")),
                arguments("no scheme", block(":method: GET", ":path: /livez")),
                arguments("a method that is none", request("GE T", "/livez")),
                arguments("a method twice", twice()),
                arguments(
                        "a pseudo field after others", block(":method: GET", ":scheme: http", "x: 1", ":path: /livez")),
                arguments("a pseudo field of answers", get("/livez", ":status: 200")),
                arguments("an unknown pseudo field", get("/livez", ":protocol: websocket")),
                arguments("another host", get("/livez", "host: evil.example.com")),
                arguments("a line end in a value", get("/livez", "x: a\nb: c")),
                arguments("NUL in a value", get("/livez", "x: a\u0000b")),
                arguments("two lengths", request("POST", "/v1/decide", "content-length: 1", "content-length: 2")),
                arguments("a length below 0", request("POST", "/v1/decide", "content-length: -1")),
                arguments("a length that is none", request("POST", "/v1/decide", "content-length: 1x")),
                arguments("a length without a body", request("POST", "/v1/decide", "content-length: 5")));
    }

    private static byte[] twice() {
        return block(":method: GET", ":method: POST", ":scheme: http", ":path: /livez", ":authority: localhost");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void resetsAMalformedRequestAndGoesOn(String what, byte[] fields) throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(fields, true);
            assertThat(client.resetCode(stream)).isEqualTo(PROTOCOL_ERROR);

            int next = client.begin(get("/livez"), true);
            assertThat(client.next(HEADERS).stream()).isEqualTo(next);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void resetsARequestWhoseBodyIsNotAsLongAsItSaid(int length) throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/v1/decide", "content-length: 2"), false);
            client.frame(DATA, END_STREAM, stream, new byte[length]);

            assertThat(client.resetCode(stream)).isEqualTo(PROTOCOL_ERROR);
        }
        assertServesOthers();
    }

    @Test
    void refusesABodyAfterTheEnd() throws IOException {
        try (FrameClient client = open()) {
            client.send(RawClient.post("{}"));
            assertThat(client.response().status()).isEqualTo(200);
            client.frame(DATA, END_STREAM, 1, new byte[4]);

            assertThat(client.resetCode(1)).isEqualTo(FrameClient.STREAM_CLOSED);
        }
    }

    @Test
    void refusesLongPathsAndHeaders() throws IOException {
        try (FrameClient client = open()) {
            client.begin(get("/" + "x".repeat(9_000)), true);
            assertProblem(client.response(), 414, "path-too-long");
        }
        try (FrameClient client = open()) {
            int stream = 1;
            byte[] large = get("/livez", "x: " + "y".repeat(16_200), "z: " + "y".repeat(1_000));
            client.frame(HEADERS, END_STREAM, stream, Arrays.copyOf(large, 16_384));
            client.frame(CONTINUATION, END_HEADERS, stream, Arrays.copyOfRange(large, 16_384, large.length));
            assertThat(client.next(HEADERS).stream()).isEqualTo(stream);
            assertThat(new String(client.next(DATA).payload(), StandardCharsets.UTF_8))
                    .contains("headers-too-large");
            int next = client.begin(get("/livez"), true);
            assertThat(next).isEqualTo(1);
        }
    }

    @Test
    void endsAFloodOfContinuations() throws IOException {
        try (FrameClient client = open()) {
            client.frame(HEADERS, END_STREAM, 1, get("/livez"));
            flood(client, bytes(CONTINUATION, 0, 1, block("x: " + "y".repeat(1_000))), 25);

            assertThat(client.goAwayCode()).isIn(FrameClient.ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
        }
        try (FrameClient client = open()) {
            client.frame(HEADERS, END_STREAM, 1, get("/livez"));
            flood(client, bytes(CONTINUATION, 0, 1, NOTHING), 20);

            assertThat(client.goAwayCode()).isIn(FrameClient.ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
        }
        assertServesOthers();
    }

    @Test
    void endsAHpackBomb() throws IOException {
        try (FrameClient client = open()) {
            // One large field is put into the table, and then named by an index of a byte, many times.
            byte[] value = new byte[3_000];
            Arrays.fill(value, (byte) 'x');
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            bomb.writeBytes(get("/livez"));
            bomb.writeBytes(
                    new byte[] {0x40, 1, 'b', 0x7f, (byte) (3_000 - 127 & 0x7f | 0x80), (byte) (3_000 - 127 >> 7)});
            bomb.writeBytes(value);
            for (int i = 0; i < 10_000; i++) {
                bomb.write(0xbe);
            }
            client.begin(bomb.toByteArray(), true);

            assertProblem(client.response(), 431, "headers-too-large");
        }
        assertServesOthers();
    }

    @Test
    void endsAFloodOfResets() throws IOException {
        try (FrameClient client = open()) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 0; i <= H2Codec.MOST_RESETS + 1; i++) {
                flood.writeBytes(bytes(HEADERS, END_HEADERS, 1 + 2 * i, request("POST", "/v1/decide")));
                flood.writeBytes(bytes(RST_STREAM, 0, 1 + 2 * i, number(8)));
            }
            flood(client, flood.toByteArray(), 1);

            assertThat(client.goAwayCode()).isEqualTo(FrameClient.ENHANCE_YOUR_CALM);
        }
        assertServesOthers();
    }

    @Test
    void endsAFloodOfEmptyFrames() throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/v1/decide"), false);
            flood(client, bytes(DATA, 0, stream, NOTHING), 4);

            assertThat(client.goAwayCode()).isEqualTo(FrameClient.ENHANCE_YOUR_CALM);
        }
        assertServesOthers();
    }

    @Test
    void stopsReadingACallerThatDoesNotReadWhatItAsksFor() throws IOException {
        Limits impatient = TestServer.limits(1000, Duration.ofMillis(300), Duration.ofSeconds(60));
        try (TestServer other = TestServer.start(TestServer.SETTINGS.withLimits(impatient), List.of())) {
            for (byte[] asking : List.of(bytes(PING, 0, 0, new byte[8]), bytes(SETTINGS, 0, 0, setting(1, 4096)))) {
                try (FrameClient client = FrameClient.open(other.server.port())) {
                    flood(client, asking, Integer.MAX_VALUE);
                }
            }
            assertThat(other.send(RawClient.post("{}")).status()).isEqualTo(200);
        }
    }

    @Test
    void survivesNoise() throws IOException {
        Random random = new Random(42);
        byte[] sound = bytes(HEADERS, END_HEADERS | END_STREAM, 1, get("/livez"));
        for (int i = 0; i < 300; i++) {
            byte[] noise = i % 2 == 0 ? sound.clone() : new byte[random.nextInt(200)];
            if (i % 2 == 0) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            } else {
                random.nextBytes(noise);
            }
            try (FrameClient client = open()) {
                flood(client, noise, 1);
                client.endOutput();
                client.readToEnd();
            } catch (IOException closed) {
                continue;
            }
        }
        assertServesOthers();
    }

    /** Sends so many of them, or until the server does not let it. */
    private static void flood(FrameClient client, byte[] frame, int times) {
        byte[] many = new byte[frame.length * Math.min(times, 1_000)];
        for (int at = 0; at < many.length; at += frame.length) {
            System.arraycopy(frame, 0, many, at, frame.length);
        }
        try {
            for (int sent = 0; sent < times; sent += many.length / frame.length) {
                client.write(many);
            }
        } catch (IOException closed) {
            return;
        }
    }
}
