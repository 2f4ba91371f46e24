package dev.kairos.http;

import static dev.kairos.http.RawClient.post;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.RawClient.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bodies are taken for, packed or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start().over(http2());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON; charset=UTF-8",
                "text/plain;charset=UTF-8",
                "application/vnd.x+json",
                "application/octet-stream",
                "application/json; charset=\"utf-8\""
            })
    void takesJsonAndWhatBeaconsSend(String type) throws IOException {
        assertThat(server.send(post("{}", "Content-Type: " + type)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "json"
            })
    void refusesOtherTypes(String type) throws IOException {
        assertProblem(server.send(post("{}", "Content-Type: " + type)), 415, "media-type");
    }

    @Test
    void unpacksGzip() throws IOException {
        byte[] packed = gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(sendPacked(packed, "gzip").body()).isEqualTo("{\"bytes\":7}");
        assertThat(sendPacked("{}".getBytes(StandardCharsets.UTF_8), "identity").status())
                .isEqualTo(200);
    }

    @Test
    void boundsWhatABodyUnpacksTo() throws IOException {
        byte[] spaces = new byte[20 << 20];
        Arrays.fill(spaces, (byte) ' ');

        assertProblem(sendPacked(gzip(spaces), "gzip"), 413, "too-large");
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        byte[] packed = gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertProblem(sendPacked(Arrays.copyOf(packed, packed.length - 5), "gzip"), 400, "unreadable");
        assertProblem(sendPacked("{}".getBytes(StandardCharsets.UTF_8), "gzip"), 400, "unreadable");
        packed[14] ^= 0x55;
        assertProblem(sendPacked(packed, "gzip"), 400, "unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "br", "zstd", "gzip, gzip", "x"})
    void refusesOtherPackings(String encoding) throws IOException {
        assertProblem(sendPacked(new byte[] {1, 2}, encoding), 415, "media-type");
    }

    @Test
    void closesOnARequestThatDoesNotComeInTime() throws IOException {
        Limits impatient = TestServer.limits(1000, Duration.ofMillis(200), Duration.ofSeconds(60));
        try (TestServer other = TestServer.start(TestServer.SETTINGS.withLimits(impatient), List.of())
                .over(http2())) {
            for (String start : List.of(
                    "POST /v1/dec", "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{")) {
                try (RawClient client = other.connect()) {
                    assertProblem(client.send(start).response(), 408, "too-slow");
                    assertThat(client.isClosed()).isTrue();
                }
            }
        }
    }

    @Test
    void closesAConnectionThatIsIdleForLong() throws IOException {
        Limits impatient = TestServer.limits(1000, Duration.ofSeconds(60), Duration.ofMillis(200));
        try (TestServer other = TestServer.start(TestServer.SETTINGS.withLimits(impatient), List.of())
                        .over(http2());
                RawClient client = other.connect()) {
            assertThat(client.send(post("{}")).response().status()).isEqualTo(200);

            assertThat(client.isClosed()).isTrue();
        }
    }

    private Response sendPacked(byte[] body, String encoding) throws IOException {
        try (TestClient client = server.client()) {
            client.send("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: " + encoding
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            return client.send(body).response();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
