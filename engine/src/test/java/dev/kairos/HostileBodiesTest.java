package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.http.ServerSettings;
import dev.kairos.pack.PackLoader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies that no client would send, at the decide route of a whole engine: each gets an answer or a problem document, on
 * the same connection unless it was announced too large, and the server goes on. A million random bytes in all come as bodies of many lengths.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBodiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PACK = Path.of("..", "rules", "minimal");
    private static final byte[] VALID = utf8("""
            {"userId":"c-1","anonymousId":"ä\\u00e9","channel":"web","placements":["home.hero","x"],"timeoutMs":5000,
             "context":{"page":"/","basketValue":1.5,"more":[{"a":null}]},"consent":{},"explain":true,"dryRun":false}""");
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

    private final Random random = new Random(20_261_122);
    private Engine engine;
    private Connection connection;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        ServerSettings server = ServerSettings.DEFAULT.withPort(0).withEventLoops(1);
        Config config =
                new Config(server, Config.DEFAULT.decide(), new Config.Store(1_000), Config.DEFAULT.decisionLog());
        engine = Engine.start(PACK, PackLoader.load(PACK).orThrow(), data, config);
        connection = new Connection(engine.port());
    }

    @AfterAll
    void stop() throws IOException {
        connection.close();
        engine.close();
    }

    @Test
    void answersTheBodyThatTheOthersAreMadeFrom() throws IOException {
        assertThat(connection.send(VALID).status()).isEqualTo(200);
    }

    @Test
    void refusesAMillionRandomBytes() throws IOException {
        int sent = 0;
        while (sent < 1_000_000) {
            byte[] body = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 200)];
            random.nextBytes(body);
            sent += body.length;
            refused(body);
        }
        byte[] all = new byte[1_000_000];
        random.nextBytes(all);
        refused(all);
    }

    @Test
    void refusesRandomBytesThatLookLikeJson() throws IOException {
        byte[] alphabet = utf8("{}[]\",:\\ \n0123456789.eE+-truefalsn\u0000/c'");
        for (int i = 0; i < 5_000; i++) {
            byte[] body = new byte[1 + random.nextInt(60)];
            for (int j = 0; j < body.length; j++) {
                body[j] = alphabet[random.nextInt(alphabet.length)];
            }
            refused(body);
        }
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        for (int length = 0; length < VALID.length; length++) {
            refused(Arrays.copyOf(VALID, length));
        }
    }

    @Test
    void bearsEveryByteChanged() throws IOException {
        for (int i = 0; i < VALID.length; i++) {
            byte[] body = VALID.clone();
            body[i] = (byte) random.nextInt(256);
            answeredOrRefused(body);
        }
    }

    @Test
    void refusesDeepNesting() throws IOException {
        for (int depth : List.of(40, 1_000, 100_000, 300_000)) {
            refused(utf8("[".repeat(depth)));
            refused(utf8("{\"context\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}"));
            refused(utf8("{\"context\":{\"unknown\":" + "[".repeat(depth) + "]".repeat(depth)
                    + "},\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"home.hero\"]}"));
        }
    }

    @Test
    void refusesWhatIsHuge() throws IOException {
        refused(utf8("{\"userId\":\"" + "x".repeat(1_000_000) + "\"}"));
        refused(utf8("{\"" + "x".repeat(1_000_000) + "\":1}"));
        refused(utf8("{\"timeoutMs\":" + "9".repeat(1_000_000) + "}"));
        refused(utf8("{\"timeoutMs\":1e999999999}"));
        refused(utf8("{\"placements\":[" + "\"a\",".repeat(200_000) + "\"a\"]}"));
        refused(utf8(" ".repeat(1_048_576)));
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            members.add("\"k" + i + "\":1");
        }
        refused(utf8("{" + String.join(",", members) + "}"));
    }

    @Test
    void refusesMembersGivenTwice() throws IOException {
        for (String member : List.of(
                "\"userId\":\"a\"",
                "\"channel\":\"web\"",
                "\"placements\":[\"p\"]",
                "\"context\":{}",
                "\"explain\":true",
                "\"timeoutMs\":5")) {
            refused(utf8("{" + member + "," + member + "}"));
        }
    }

    @Test
    void refusesOtherCharsets() throws IOException {
        String body = new String(VALID, StandardCharsets.UTF_8);
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "IBM037", "ISO-8859-1")) {
            refused(body.getBytes(Charset.forName(charset)));
        }
        for (String invalid : List.of("c0af", "eda080", "f4908080", "80", "e28c", "fe")) {
            ByteArrayOutputStream broken = new ByteArrayOutputStream();
            broken.write(utf8("{\"userId\":\"a"));
            for (int i = 0; i < invalid.length(); i += 2) {
                broken.write(Integer.parseInt(invalid.substring(i, i + 2), 16));
            }
            broken.write(utf8("\",\"channel\":\"web\",\"placements\":[\"home.hero\"]}"));
            refused(broken.toByteArray());
        }
    }

    @Test
    void refusesWrongTypesOfEachMember() throws IOException {
        for (String name : List.of("userId", "channel", "placements", "context", "consent", "timeoutMs", "explain")) {
            for (String value :
                    List.of("1", "\"x\"", "[]", "{}", "[[1]]", "{\"a\":{\"b\":1}}", "-1.5e3", "true", "null")) {
                answeredOrRefused(utf8("{\"" + name + "\":" + value + "}"));
            }
        }
    }

    private void refused(byte[] body) throws IOException {
        assertThat(answeredOrRefused(body)).isNotEqualTo(200);
    }

    private int answeredOrRefused(byte[] body) throws IOException {
        Response response = connection.send(body);
        if ("close".equals(response.headers().get("connection"))) {
            assertThat(response.status()).isEqualTo(413);
            connection.close();
            connection = new Connection(engine.port());
        }
        if (response.status() == 200) {
            assertThat(JSON.readTree(response.body()).get("decisions")).isNotEmpty();
        } else {
            assertThat(REFUSALS).contains(response.status());
            assertThat(response.headers().get("content-type")).isEqualTo("application/problem+json");
            assertThat(JSON.readTree(response.body()).get("status").asInt()).isEqualTo(response.status());
            assertThat(response.body()).doesNotContain("Exception", "com.fasterxml", "dev.kairos", "\tat ", "<");
        }
        return response.status();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Response(int status, Map<String, String> headers, String body) {}

    /** One connection, kept from body to body. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        Response send(byte[] body) throws IOException {
            ByteArrayOutputStream request = new ByteArrayOutputStream(body.length + 100);
            request.write(
                    utf8("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n\r\n"));
            request.write(body);
            socket.getOutputStream().write(request.toByteArray());
            int status = Integer.parseInt(line().substring(9, 12));
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).trim());
            }
            byte[] answer = in.readNBytes(Integer.parseInt(headers.get("content-length")));
            return new Response(status, headers, new String(answer, StandardCharsets.UTF_8));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.readByte(); c != '\n'; c = in.readByte()) {
                line.append((char) c);
            }
            return line.toString().trim();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
