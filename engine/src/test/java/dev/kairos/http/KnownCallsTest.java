package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.RawClient.Response;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that are known by the head of the one before are answered as all others are. */
class KnownCallsTest {

    private static final String KEY = "Authorization: Bearer write-key-1";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(TestServer.SETTINGS.withKeys(TestServer.KEYS), List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersOneCallAfterAnother() throws IOException {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 20; i++) {
                String body = "{\"a\":\"" + "x".repeat(i * i) + "\"}";
                Response response = client.send(RawClient.post(body, KEY)).response();

                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("{\"bytes\":" + body.length() + "}");
            }
        }
    }

    @Test
    void answersPipelinedCallsThatAreCutAnywhere() throws IOException {
        Random random = new Random(3);
        StringBuilder calls = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String body = "{\"a\":\"" + "x".repeat(random.nextInt(200)) + "\"}";
            boolean isAnother = random.nextInt(10) == 0;
            calls.append(isAnother ? RawClient.post(body, KEY, "X-Other: " + i) : RawClient.post(body, KEY));
            expected.append("{\"bytes\":").append(body.length()).append("}");
        }
        StringBuilder answered = new StringBuilder();

        try (RawClient client = server.connect()) {
            for (int from = 0, to; from < calls.length(); from = to) {
                to = Math.min(calls.length(), from + 1 + random.nextInt(900));
                client.send(calls.substring(from, to));
            }
            for (int i = 0; i < 300; i++) {
                answered.append(client.response().body());
            }
        }

        assertThat(answered.toString()).isEqualTo(expected.toString());
    }

    @Test
    void refusesAnotherKeyAndKnowsTheHeadNoMore() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(status(client, RawClient.post("{}", KEY))).isEqualTo(200);
            assertThat(status(client, RawClient.post("{}", KEY))).isEqualTo(200);
            assertThat(status(client, RawClient.post("{}", KEY.replace('1', '9'))))
                    .isEqualTo(401);
            assertThat(status(client, RawClient.post("{}", KEY.replace('1', '9'))))
                    .isEqualTo(401);
            assertThat(status(client, RawClient.post("{}", KEY))).isEqualTo(200);
        }
    }

    @Test
    void answersBadBodiesAndGoesOn() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(status(client, RawClient.post("{}", KEY))).isEqualTo(200);
            assertThat(status(client, RawClient.post("{]", KEY))).isEqualTo(400);
            assertThat(status(client, RawClient.post("{\"fail\":1}", KEY))).isEqualTo(500);
            assertThat(status(client, RawClient.post("{}", KEY))).isEqualTo(200);
        }
    }

    @Test
    void boundsTheirBodies() throws IOException {
        ServerSettings settings = TestServer.SETTINGS.withLimits(
                TestServer.limits(1024, Limits.DEFAULT.requestTimeout(), Limits.DEFAULT.idleTimeout()));
        try (TestServer small = TestServer.start(settings, List.of());
                RawClient client = small.connect()) {
            assertThat(status(client, RawClient.post("{}"))).isEqualTo(200);
            assertThat(status(client, RawClient.post("\"" + "x".repeat(1022) + "\"")))
                    .isEqualTo(200);
            assertThat(status(client, RawClient.post("\"" + "x".repeat(1023) + "\"")))
                    .isEqualTo(413);
        }
    }

    private static int status(RawClient client, String request) throws IOException {
        return client.send(request).response().status();
    }
}
