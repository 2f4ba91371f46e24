package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kairos.generated.ApiClient;
import dev.kairos.generated.ApiException;
import dev.kairos.generated.api.DecideApi;
import dev.kairos.generated.api.OperationsApi;
import dev.kairos.generated.api.PackApi;
import dev.kairos.generated.api.ProfilesApi;
import dev.kairos.generated.api.TouchpointsApi;
import dev.kairos.generated.model.ConsentStatement;
import dev.kairos.generated.model.ConsentStatus;
import dev.kairos.generated.model.DecideRequest;
import dev.kairos.generated.model.DecideResponse;
import dev.kairos.generated.model.Event;
import dev.kairos.generated.model.Events;
import dev.kairos.generated.model.JourneyHistory;
import dev.kairos.generated.model.Problem;
import dev.kairos.generated.model.Profile;
import dev.kairos.generated.model.Reason;
import dev.kairos.generated.model.StatedConsent;
import dev.kairos.generated.model.Taken;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A client that openapi-generator makes of docs/openapi.yaml, calling a server: whoever has no client gets one. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedClientTest {

    private ServedPack server;
    private ApiClient client;

    @BeforeAll
    void startServer(@TempDir Path dir) throws Exception {
        server = new ServedPack(ClientsPack.writeTo(dir.resolve("pack")), dir);
        server.start();
        client = new ApiClient();
        client.updateBaseUri(server.url());
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void decides() throws ApiException {
        DecideRequest request = new DecideRequest()
                .userId("c-1")
                .channel("web")
                .placements(Set.of("home"))
                .context(Map.of("n", 7))
                .consent(Map.of(
                        "marketing",
                        new ConsentStatement(true),
                        "profiling",
                        new ConsentStatement(
                                new StatedConsent().status(ConsentStatus.DENIED).evidence("form 7"))))
                .timeoutMs(1_000)
                .explain(true);

        DecideResponse response = new DecideApi(client).decide(request, null);

        assertThat(response.getDegraded()).isFalse();
        assertThat(response.getPack()).startsWith("clients@");
        assertThat(response.getDecisions()).hasSize(1);
        assertThat(response.getDecisions().get(0).getFragment()).isEqualTo("fragment");
        assertThat(response.getDecisions().get(0).getReason()).isEqualTo(Reason.TARGETED);
        assertThat(response.getDecisions().get(0).getToken()).isNotEmpty();
        assertThat(response.getExplanation().getConsidered().get(0).getAction()).isEqualTo("one");
    }

    @Test
    void tellsTouchpointsAndReadsTheJourney() throws ApiException {
        TouchpointsApi touchpoints = new TouchpointsApi(client);
        Event event = new Event()
                .userId("c-2")
                .event("Delivered")
                .messageId("m-1")
                .properties(Map.of("n", 1, "square", 1))
                .timestamp(OffsetDateTime.parse("2026-03-01T09:00:00Z"));

        Taken taken = touchpoints.track(event, "applied", null);
        Taken inPart = touchpoints.sendBatch(
                new Events()
                        .batch(List.of(
                                new Event()
                                        .type(Event.TypeEnum.PAGE)
                                        .userId("c-2")
                                        .name("Home"),
                                new Event())),
                null,
                null);

        assertThat(taken.getSuccess()).isTrue();
        assertThat(taken.getRejected()).isNullOrEmpty();
        assertThat(inPart.getAccepted()).isEqualTo(1);
        assertThat(inPart.getRejected().get(0).getIndex()).isEqualTo(1);
        JourneyHistory journey = new ProfilesApi(client).readJourneys("c-2");
        assertThat(journey.getPath().get(0).getEvent()).isEqualTo("Delivered");
    }

    @Test
    void keepsProfiles() throws ApiException {
        ProfilesApi profiles = new ProfilesApi(client);

        profiles.replaceProfile("c-3", new Profile().attributes(Map.of("segment", "gold")), "applied");

        Profile kept = profiles.readProfile("c-3");
        assertThat(kept.getUserId()).isEqualTo("c-3");
        assertThat(kept.getAttributes().get("segment")).isEqualTo("gold");
        assertThat(profiles.exportProfile("c-3").getProfile().getUserId()).isEqualTo("c-3");
        profiles.eraseProfile("c-3", "applied");
        ApiException gone = catchThrowableOfType(ApiException.class, () -> profiles.readProfile("c-3"));
        assertThat(gone.getCode()).isEqualTo(404);
    }

    @Test
    void readsProblems() throws JsonProcessingException {
        DecideRequest request = new DecideRequest().userId("c-1").channel("web");

        ApiException refused =
                catchThrowableOfType(ApiException.class, () -> new DecideApi(client).decide(request, null));

        assertThat(refused.getCode()).isEqualTo(422);
        Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getType()).isEqualTo(Problem.TypeEnum._PROBLEMS_NOT_VALID);
        assertThat(problem.getPointer()).isEqualTo("/placements");
    }

    @Test
    void operates() throws ApiException {
        assertThat(new PackApi(client).readPack().getName()).isEqualTo("clients");
        assertThat(new OperationsApi(client).isReady()).contains("ready");
        assertThat(new OperationsApi(client).readMetrics()).contains("kairos_");
        assertThat(new OperationsApi(client).readGlobalPrivacyControl().getGpc())
                .isFalse();
    }
}
