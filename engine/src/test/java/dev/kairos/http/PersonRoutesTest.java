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
import java.io.IOException;
import java.nio.file.Path;
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

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            person: {segment: keyword}
            household: {pets: int}
            company: {industry: keyword}
            """;

    @TempDir
    private Path dir;

    private Updates updates;
    private DecisionLog decisions;
    private TestServer server;

    @BeforeEach
    void start() {
        updates = Updates.open(dir, SCHEMA, 1_000);
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
        server = TestServer.start(TestServer.SETTINGS, routes);
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
