package dev.kairos.http;

import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.http.RawClient.Response;
import dev.kairos.journey.Updates;
import dev.kairos.metrics.Metrics;
import dev.kairos.touchpoint.ConsentStatements;
import dev.kairos.touchpoint.Contents;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.When;
import dev.kairos.touchpoint.Who;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonRoutesTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            person: {segment: keyword}
            household: {pets: int}
            company: {industry: keyword}
            counters:
              views: {event: Product Viewed, window: 3650d}
            """;
    private static final String JOURNEYS = """
            purchase:
              entry: {on: Page Viewed, to: visit}
              stages:
                visit:
                  - {on: Product Viewed, to: consider}
                consider:
                  - {after: 30d, to: gone}
                gone: end
            """;
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    @TempDir
    private Path dir;

    private Updates updates;
    private DecisionLog decisions;
    private TestServer server;
    private int messages;

    @BeforeEach
    void start() {
        Updates.writePack(dir.resolve("pack"), SCHEMA, JOURNEYS, "");
        updates = Updates.open(dir, InstantSource.system(), Updates.SETTINGS);
        decisions = DecisionLog.open(dir, DecisionLogSettings.DEFAULT, new Metrics(), InstantSource.system());
        List<Route> routes = new ArrayList<>(ProfileRoutes.of(
                updates.profiles(),
                updates.intake(),
                () -> updates.profiles().layout().schema(),
                InstantSource.system()));
        routes.addAll(PersonRoutes.of(
                new PersonSources(updates.profiles(), updates.path().customerRecords(), decisions),
                updates.intake(),
                () -> updates.profiles().layout().schema(),
                InstantSource.system()));
        server = TestServer.start(TestServer.SETTINGS, routes).over(http2());
    }

    @AfterEach
    void stop() {
        server.close();
        decisions.close();
        updates.close();
    }

    @Test
    void exportsAPersonWithHouseholdAndCompanyAndAllChanges() throws IOException {
        put("/v1/households/h-7", "{\"attributes\":{\"pets\":2}}");
        put("/v1/companies/acme", "{\"attributes\":{\"industry\":\"steel\"}}");
        put(
                "/v1/profiles/c-42",
                "{\"attributes\":{\"segment\":\"gold\"},\"household\":\"h-7\",\"company\":\"acme\",\"anonymousIds\":"
                        + "[\"a-1\"],\"consent\":{\"marketing\":{\"status\":\"withdrawn\",\"evidence\":\"form 7\"}}}");
        put("/v1/profiles/c-43", "{\"attributes\":{\"segment\":\"other\"}}");

        JsonNode export = JSON.readTree(get("/v1/profiles/c-42/export").body());

        assertThat(export.at("/profile/consent/marketing/status").asText()).isEqualTo("withdrawn");
        assertThat(export.at("/profile/consent/marketing/evidence").asText()).isEqualTo("form 7");
        assertThat(export.at("/household/attributes/pets").asInt()).isEqualTo(2);
        assertThat(export.at("/company/attributes/industry").asText()).isEqualTo("steel");
        assertThat(export.at("/ids/anonymous/0").asText()).isEqualTo("a-1");
        assertThat(export.path("changes")).hasSize(1);
        assertThat(export.at("/changes/0/replaced/attributes/segment").asText()).isEqualTo("gold");
        assertThat(export.toString()).doesNotContain("c-43", "other");
    }

    @Test
    void aProfileShowsCountersAndJourneysAsOfNowAndCanBeSentBack() throws IOException {
        put("/v1/profiles/c-1", "{\"attributes\":{\"segment\":\"gold\"}}");
        touch("c-1", null, "Page Viewed", NOON);
        touch("c-1", null, "Product Viewed", NOON + 60_000);

        String profile = get("/v1/profiles/c-1").body();
        put("/v1/profiles/c-1", profile.replace("gold", "silver"));

        assertThat(JSON.readTree(profile)).isEqualTo(JSON.readTree("""
                {"userId": "c-1", "attributes": {"segment": "gold"}, "counters": {"views": 1},
                 "journeys": {"purchase": {"stage": "gone", "since": "2026-03-31T12:01:00Z",
                   "entered": "2026-03-01T12:00:00Z", "entries": 1, "over": true}}}"""));
        assertThat(get("/v1/profiles/c-1").body()).isEqualTo(profile.replace("gold", "silver"));
    }

    @Test
    void showsTheStagesThatTouchpointsAndTimeLedTo() throws IOException {
        touch("c-1", null, "Page Viewed", NOON);
        touch("c-1", null, "Product Viewed", NOON + 60_000);

        assertThat(JSON.readTree(get("/v1/journeys/c-1").body())).isEqualTo(JSON.readTree("""
                {"userId": "c-1", "firstSeen": "2026-03-01T12:00:00Z", "lastSeen": "2026-03-01T12:01:00Z",
                 "journeys": {"purchase": {"stage": "gone", "since": "2026-03-31T12:01:00Z",
                   "entered": "2026-03-01T12:00:00Z", "entries": 1, "over": true}},
                 "path": [
                  {"at": "2026-03-01T12:00:00Z", "kind": "touchpoint", "event": "Page Viewed", "channel": "web"},
                  {"at": "2026-03-01T12:00:00Z", "kind": "stage", "journey": "purchase", "stage": "visit"},
                  {"at": "2026-03-01T12:01:00Z", "kind": "touchpoint", "event": "Product Viewed", "channel": "web"},
                  {"at": "2026-03-01T12:01:00Z", "kind": "stage", "journey": "purchase", "stage": "consider"},
                  {"at": "2026-03-31T12:01:00Z", "kind": "stage", "journey": "purchase", "stage": "gone"}]}"""));
    }

    @Test
    void splitsTwoWhoAreNotOneAndExportsEachAlone() throws IOException {
        touch("c-1", null, "Product Viewed", NOON);
        touch(null, "a-1", "Product Viewed", NOON + 1);
        touch("c-1", "a-1", "Page Viewed", NOON + 2);
        assertThat(JSON.readTree(get("/v1/profiles/c-1/export").body())
                        .at("/counters/views")
                        .asInt())
                .isEqualTo(2);

        assertThat(send("POST", "/v1/profiles/c-1/split", "{\"anonymousId\":\"a-1\"}")
                        .status())
                .as("what is apart again is new")
                .isEqualTo(201);

        JsonNode export = JSON.readTree(get("/v1/profiles/c-1/export").body());
        assertThat(export.at("/counters/views").asInt()).isEqualTo(1);
        assertThat(export.path("touchpoints")).hasSize(2);
        assertThat(export.at("/touchpoints/1/event").asText()).isEqualTo("Page Viewed");
        assertThat(export.at("/ids/anonymous")).isEmpty();
        assertThat(send("POST", "/v1/profiles/c-1/split", "{\"anonymousId\":\"a-1\"}")
                        .status())
                .isEqualTo(404);
    }

    private void touch(String userId, String anonymousId, String event, long atMs) {
        Contents contents = new Contents("web", Properties.NONE, Properties.NONE, ConsentStatements.NONE, null);
        updates.touch(new Touchpoint(
                Touchpoint.Type.TRACK,
                "m-" + ++messages,
                new Who(userId, anonymousId, null, null),
                event,
                new When(atMs, atMs),
                contents));
    }

    @Test
    void aPersonWithoutTouchpointsIsOnNoJourney() throws IOException {
        put("/v1/profiles/c-42", "{}");

        assertThat(get("/v1/journeys/c-42").body()).isEqualTo("{\"userId\":\"c-42\",\"journeys\":{},\"path\":[]}");
        assertProblem(get("/v1/journeys/nobody"), 404, "not-found");
        assertProblem(get("/v1/profiles/nobody/export"), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1/profiles/c-42/split | | 400",
                "/v1/profiles/c-42/split | [] | 400",
                "/v1/profiles/c-42/split | {\"anonymousId\":\"a\" | 400",
                "/v1/profiles/c-42/split | {\"anonymousId\":\"a\"}{} | 400",
                "/v1/profiles/c-42/split | {\"anonymousId\":\"\"} | 400",
                "/v1/profiles/c-42/split | {} | 422",
                "/v1/profiles/c-42/split | {\"anonymousId\":1} | 422",
                "/v1/profiles/c-42/split | {\"anonymousId\":null} | 422",
                "/v1/profiles/c-42/split | {\"anonymousID\":\"a\"} | 422",
                "/v1/profiles/c-42/split | {\"anonymousId\":\"a\",\"userId\":\"b\"} | 422",
                "/v1/profiles/a%00b/split | {\"anonymousId\":\"a\"} | 400",
                "/v1/profiles/%zz/split | {\"anonymousId\":\"a\"} | 400"
            })
    void refusesASplitFromNoId(String path, String body, int status) throws IOException {
        assertThat(send("POST", path, body == null ? "" : body).status()).isEqualTo(status);
    }

    private Response put(String path, String body) throws IOException {
        Response answer = send("PUT", path, body);
        assertThat(answer.status()).as(answer.body()).isIn(201, 204);
        return answer;
    }

    private Response get(String path) throws IOException {
        return send("GET", path, "");
    }

    private Response send(String method, String path, String body) throws IOException {
        return server.send(request(method, path, body));
    }
}
