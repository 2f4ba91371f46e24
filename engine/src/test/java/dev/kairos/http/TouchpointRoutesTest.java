package dev.kairos.http;

import static dev.kairos.http.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.http.RawClient.Response;
import dev.kairos.journey.Receipt;
import dev.kairos.journey.Wait;
import dev.kairos.metrics.Metrics;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.Who;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TouchpointRoutesTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-08T20:00:00Z");
    private static final String PAGE = "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"1\"}";
    private static final String BEARER = "Authorization: Bearer write-key-1";

    private final RecordingSink sink = new RecordingSink();
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(
                        TestServer.SETTINGS.withKeys(TestServer.KEYS),
                        TouchpointRoutes.of(sink, InstantSource.fixed(NOW), new Metrics()))
                .over(http2());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void tellsRudderStacksClientForPagesThatThereIsNothingToReport() throws IOException {
        String origin = "Origin: https://shop.example.com";
        Response told = server.send(request("GET", "/sourceConfig/?p=npm&v=3.34.1&writeKey=write-key-1", "", origin));
        Response preflight =
                server.send(request("OPTIONS", "/sourceConfig/", "", origin, "Access-Control-Request-Method: GET"));

        JsonNode source = JSON.readTree(told.body()).path("source");
        assertThat(source.path("id").textValue()).isNotEmpty();
        assertThat(source.path("enabled").booleanValue()).isTrue();
        assertThat(source.path("destinations")).isEmpty();
        assertThat(source.at("/config/statsCollection/errors/enabled").booleanValue())
                .isFalse();
        assertThat(told.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(preflight.header("access-control-allow-methods")).contains("GET");
        assertThat(server.send(request("GET", "/sourceConfig", "")).status()).isEqualTo(401);
    }

    @BeforeEach
    void forget() {
        sink.taken.clear();
        sink.receipt = Receipt.TAKEN;
        sink.answering = Runnable::run;
    }

    private Response post(String path, String body, String... headers) throws IOException {
        return server.send(request("POST", path, body, headers));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/track, TRACK", "/v1/t, TRACK", "/v1/identify, IDENTIFY", "/v1/i, IDENTIFY", "/v1/page, PAGE",
        "/v1/p/, PAGE", "/v1/screen, SCREEN", "/v1/s, SCREEN", "/v1/group/, GROUP", "/v1/g, GROUP",
        "/v1/alias, ALIAS", "/v1/a, ALIAS"
    })
    void takesOneEventOfTheRoutesType(String path, Touchpoint.Type type) throws IOException {
        Response response =
                post(path, "{\"userId\":\"u\",\"event\":\"E\",\"groupId\":\"g\",\"previousId\":\"p\"}", BEARER);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"success\":true}");
        assertThat(sink.taken)
                .singleElement()
                .satisfies(t -> assertThat(t.type()).isEqualTo(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/batch", "/v1/b", "/v1/import/", "/v1/import", "/beacon/v1/batch", "/v1/events", "/v1/batch/"
            })
    void takesABatch(String path) throws IOException {
        assertThat(post(path, "{\"batch\":[" + PAGE + "," + PAGE + "]}", BEARER).status())
                .isEqualTo(200);
        assertThat(sink.taken).hasSize(2);
        assertThat(sink.taken.get(0).when().receivedMs()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void otherRoutesBearNoSlash() throws IOException {
        assertThat(post("/v1/decide/", "{}", BEARER).status()).isEqualTo(404);
        assertThat(post("/v1/batch//", "{}", BEARER).status()).isEqualTo(404);
        assertThat(server.send(request("GET", "/v1/batch/", "")).header("allow"))
                .isEqualTo("OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic d3JpdGUta2V5LTE6", "Authorization: Bearer secret-key-1", "X-API-Key: write-key-2",
                "Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded", "Content-Type: nonsense",
                "Content-Type: application/json; charset=utf-16"
            })
    void takesTheKeyFromWhereverItIsAndAnyContentType(String header) throws IOException {
        String writeKey = header.startsWith("Content") ? ",\"writeKey\":\"write-key-1\"" : "";

        assertThat(post("/v1/batch", "{\"batch\":[" + PAGE + "]" + writeKey + "}", header)
                        .status())
                .isEqualTo(200);
        assertThat(sink.taken).hasSize(1);
    }

    @Test
    void takesTheKeyFromTheQueryAndFromAnEvent() throws IOException {
        assertThat(post("/beacon/v1/batch?x=1&writeKey=write%2Dkey-1", "{\"batch\":[" + PAGE + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(post("/v1/b", "[{\"type\":\"page\",\"userId\":\"u\",\"writeKey\":\"write-key-1\"}]")
                        .status())
                .isEqualTo(200);
        assertThat(post("/v1/p", "{\"userId\":\"u\",\"writeKey\":\"write-key-1\"}")
                        .status())
                .isEqualTo(200);
        assertThat(sink.taken).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/p                     | {"userId":"u"}                            | X-Other: 1
            /v1/p                     | {"userId":"u","writeKey":"write-key-9"}   | X-Other: 1
            /v1/p                     | {"userId":"u","writeKey":""}              | X-Other: 1
            /v1/p                     | {"userId":"u","writeKey":["write-key-1"]} | X-Other: 1
            /v1/p                     | {"userId":"u","writeKey":"write-key-1"}   | X-API-Key: write-key-9
            /v1/p?writeKey=write-key-9 | {"userId":"u","writeKey":"write-key-1"}  | X-Other: 1
            /v1/p                     | []                                        | X-Other: 1
            """)
    void refusesOtherKeys(String path, String body, String header) throws IOException {
        assertThat(post(path, body, header).status()).isEqualTo(401);
        assertThat(sink.taken).isEmpty();
    }

    @Test
    void unpacksGzipUnderAnyType() throws IOException {
        Response response = send("/v1/batch", gzip("{\"batch\":[" + PAGE + "]}"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(sink.taken).hasSize(1);
    }

    @Test
    void capsWhatGzipUnpacksTo() throws IOException {
        assertThat(send("/v1/batch", gzip(" ".repeat(50_000_000))).status()).isEqualTo(413);
        assertThat(send("/v1/batch", "not gzip".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    private Response send(String path, byte[] packed) throws IOException {
        try (TestClient client = server.client()) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + BEARER
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Encoding: gzip\r\nContent-Length: "
                    + packed.length + "\r\n\r\n");
            return client.send(packed).response();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void namesTheBadRowsOfABatchAndTakesTheOthers() throws IOException {
        Response response =
                post("/v1/batch", "{\"batch\":[" + PAGE + ",{\"type\":\"page\",\"messageId\":\"<2>\"},7]}", BEARER);

        assertThat(response.status()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.get("rejected").toString())
                .isEqualTo("[{\"index\":1,\"messageId\":\"<2>\",\"pointer\":\"/userId\",\"reason\":"
                        + "\"a userId or an anonymousId is required\"},{\"index\":2,\"pointer\":\"\",\"reason\":\"is no"
                        + " object\"}]");
        assertThat(sink.taken).hasSize(1);
    }

    @Test
    void refusesWhatHasNotOneGoodRow() throws IOException {
        Response single = post("/v1/t", "{\"userId\":\"u\"}", BEARER);
        Response batch = post("/v1/batch", "{\"batch\":[7,8]}", BEARER);

        assertThat(single.status()).isEqualTo(422);
        assertThat(JSON.readTree(single.body()).get("pointer").asText()).isEqualTo("/event");
        assertThat(batch.status()).isEqualTo(422);
        assertThat(JSON.readTree(batch.body()).get("errors")).hasSize(2);
        assertThat(post("/v1/batch", "{\"batch\":[]}", BEARER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"BUSY, 429, 1", "CLOSED, 503, 1", "FAILED, 500, "})
    void saysWhenToSendAgain(Receipt receipt, int status, String retryAfter) throws IOException {
        sink.receipt = receipt;

        Response response = post("/v1/p", PAGE, BEARER);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("retry-after")).isEqualTo(retryAfter);
        assertThat(response.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void answersOnlyOnceTheSinkHasIt() throws IOException {
        Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        sink.answering = held::add;
        try (TestClient client = server.client()) {
            client.send(request("POST", "/v1/p", PAGE, BEARER) + request("GET", "/livez", ""));
            while (held.isEmpty()) {
                Thread.onSpinWait();
            }
            // Another connection's call is answered meanwhile: the loop does not wait.
            assertThat(server.send(request("GET", "/livez", "")).status()).isEqualTo(200);
            held.remove().run();

            assertThat(client.response().body()).isEqualTo("{\"success\":true}");
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void asksToWaitWhenTheCallerDoes() throws IOException {
        assertThat(post("/v1/p?wait=applied", PAGE, BEARER).status()).isEqualTo(200);
        assertThat(sink.waited).isEqualTo(Wait.APPLIED);
        assertThat(post("/v1/p", PAGE, BEARER).status()).isEqualTo(200);
        assertThat(sink.waited).isEqualTo(Wait.NONE);
        assertThat(post("/v1/p?wait=forever", PAGE, BEARER).status()).isEqualTo(400);
    }

    @Test
    void readsLargeBodiesAsWell() throws IOException {
        String rows =
                (PAGE.replace("\"1\"", "\"1\",\"properties\":{\"x\":\"" + "y".repeat(1_000) + "\"}") + ",").repeat(400);

        assertThat(post("/v1/batch", "[" + rows + PAGE + "]", BEARER).status()).isEqualTo(200);
        assertThat(sink.taken).hasSize(401);
        assertThat(post("/v1/batch", "[" + rows, BEARER).status()).isEqualTo(400);
        assertThat(post("/v1/batch", "[" + rows + rows + PAGE + "]", BEARER).status())
                .isEqualTo(413);
        assertThat(post("/v1/batch", "[" + "{},".repeat(2_500) + "{}]", BEARER).status())
                .isEqualTo(413);
    }

    @Test
    void readsTheHeadersOfBrowserClients() throws IOException {
        String packed = Base64.getEncoder().encodeToString("a-é".getBytes(StandardCharsets.UTF_8));

        post("/v1/p", "{}", BEARER, "AnonymousId: " + packed, "Sec-GPC: 1");

        assertThat(sink.taken.get(0).who()).isEqualTo(Who.anonymous("a-é"));
        assertThat(sink.taken.get(0).contents().consent().gpc()).isTrue();
        assertThat(post("/v1/p", "{}", BEARER, "AnonymousId: ?").status()).isEqualTo(400);
        assertThat(post("/v1/p", "{}", BEARER, "AnonymousId: gICA").status()).isEqualTo(400);
    }

    @Test
    void takesARetryForLateAndNotForASlowClock() throws IOException {
        String late = "{\"userId\":\"u\",\"timestamp\":\"2026-03-08T18:59:00Z\",\"sentAt\":\"2026-03-08T19:00:00Z\"}";

        post("/v1/p", late, BEARER, "X-Retry-Count: 1");
        post("/v1/p", late, BEARER, "X-Retry-Count: 0");

        assertThat(sink.taken.get(0).when().eventMs())
                .isEqualTo(NOW.minusSeconds(3_660).toEpochMilli());
        assertThat(sink.taken.get(1).when().eventMs())
                .isEqualTo(NOW.minusSeconds(60).toEpochMilli());
    }

    @Test
    void takesCloudEventsInEachMode() throws IOException {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"u\"}";

        assertThat(post("/v1/events", event, BEARER, "Content-Type: application/cloudevents+json")
                        .status())
                .isEqualTo(200);
        assertThat(post("/v1/events", "[" + event + "]", BEARER, "Content-Type: application/cloudevents-batch+json")
                        .status())
                .isEqualTo(200);
        assertThat(post(
                                "/v1/events",
                                "{}",
                                BEARER,
                                "Content-Type: application/json",
                                "CE-Id: 1",
                                "ce-source: /s",
                                "ce-type: t",
                                "ce-specversion: 1.0",
                                "ce-subject: u%C3%A9")
                        .status())
                .isEqualTo(200);
        assertThat(sink.taken).extracting(t -> t.who().userId()).containsExactly("u", "u", "ué");
        assertThat(post("/v1/events", event, BEARER, "Content-Type: application/cloudevents+avro")
                        .status())
                .isEqualTo(415);
        assertThat(post("/v1/events", event, "Content-Type: application/cloudevents+json")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void letsPagesSend() throws IOException {
        Response preflight = server.send(request(
                "OPTIONS",
                "/v1/t",
                "",
                "Origin: https://shop.example.com",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization,content-type"));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(preflight.header("access-control-allow-methods")).isEqualTo("POST");
        assertThat(preflight.header("access-control-allow-headers"))
                .contains("Authorization", "Content-Type", "AnonymousId", "X-Retry-Count", "SentAt");
        assertThat(post("/v1/p", PAGE, BEARER, "Origin: https://shop.example.com")
                        .header("access-control-allow-origin"))
                .isEqualTo("*");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        try (TestClient client = server.client()) {
            client.send("POST /v1/p HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\nContent-Length: 4\r\n\r\n");
            client.send(new byte[] {'{', (byte) 0xc0, (byte) 0xaf, '}'});
            assertThat(client.response().status()).isEqualTo(400);
        }
    }

    @Test
    void answersPipelinedCallsInOrder() throws IOException {
        try (TestClient client = server.client()) {
            client.send(request("POST", "/v1/p", PAGE, BEARER).repeat(50) + request("GET", "/nowhere", ""));
            for (int i = 0; i < 50; i++) {
                assertThat(client.response().status()).isEqualTo(200);
            }
            assertThat(client.response().status()).isEqualTo(404);
        }
        assertThat(sink.taken).hasSize(50);
    }
}
