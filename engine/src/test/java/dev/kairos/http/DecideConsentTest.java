package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.kairos.decision.Decider;
import dev.kairos.decision.DeciderResources;
import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.decision.Playbook;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consent in a decide call, with real parts: every mixture of what the call and the profile say, against an oracle. */
class DecideConsentTest {

    private static final long MOST_BYTES_PER_DECISION = 4_096;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Path FIXTURES = Path.of("src", "test", "resources", "consent", "tcf-strings.csv");

    /** TCF purposes, whether GPC denies, and what holds when nothing is said; each has an action of its name. */
    private record Declared(Set<Integer> tcf, boolean gpc, boolean granted) {}

    private static final Map<String, Declared> PURPOSES = Map.of(
            "ads", new Declared(Set.of(5, 6), true, false),
            "storage", new Declared(Set.of(1), false, true),
            "service", new Declared(Set.of(), false, true),
            "research", new Declared(Set.of(), true, false));

    @TempDir
    Path dir;

    private final Metrics metrics = new Metrics();
    private final List<String[]> fixtures = new ArrayList<>();
    private Pack pack;
    private ProfileStore store;
    private DecisionLog log;
    private DecideEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        try (Stream<String> lines = Files.lines(FIXTURES)) {
            lines.skip(1).map(line -> line.split(";")).forEach(fixtures::add);
        }
        pack = load();
        store = ProfileStore.open(dir.resolve("data"), pack.schema(), StoreOptions.ofCapacity(1_000), metrics);
        log = DecisionLog.open(dir.resolve("data"), DecisionLogSettings.DEFAULT, metrics, InstantSource.fixed(NOW));
        DeciderResources resources = new DeciderResources(
                store.newReader(),
                store.adopt(pack.schema()),
                log.newWriter(),
                metrics,
                InstantSource.fixed(NOW),
                () -> 1);
        Playbook playbook = Playbook.of(
                pack.version(), pack.timeZone(), pack.locale(), pack.catalogue(), pack.momentType(), pack.rules());
        endpoint = new DecideEndpoint(
                new Decider(playbook, resources), metrics.newStepRecorder(), () -> 1, DecideLimits.DEFAULT);
    }

    @AfterEach
    void close() {
        endpoint.close();
        log.close();
        store.close();
        pack.close();
    }

    @Test
    void theStrictestStatementHolds() throws Exception {
        Random random = new Random(3);
        for (int person = 0; person < 40; person++) {
            Map<String, Consent.Status> stored = some(random);
            put("c-" + person, stored);
            for (int call = 0; call < 25; call++) {
                Map<String, Consent.Status> own = some(random);
                String[] tcf = random.nextInt(3) == 0 ? null : fixtures.get(random.nextInt(fixtures.size()));
                boolean gpc = random.nextInt(4) == 0;

                JsonNode answer = decide(body("c-" + person, own, tcf == null ? null : tcf[3]), gpc);

                for (String purpose : PURPOSES.keySet()) {
                    String about = purpose + " of " + stored + own + (tcf == null ? "" : tcf[1]) + gpc;
                    assertThat(isShown(answer, purpose))
                            .as(about)
                            .isEqualTo(isGranted(purpose, stored, own, tcf == null ? null : purposesOf(tcf), gpc));
                }
            }
        }
    }

    @Test
    void explainsWhichStatementDecided() throws Exception {
        put("c-1", Map.of("research", Consent.Status.WITHDRAWN, "ads", Consent.Status.GRANTED));
        String tcf = fixture("storage alone");
        String consent = "'consent':{'service':{'status':'withdrawn','at':'2026-05-01T00:00:00Z','evidence':'form 7'}}";

        JsonNode answer = decide(call("c-1", consent + ",'tcf':'" + tcf + "','explain':true"), false);

        JsonNode purposes = answer.at("/explanation/purposes");
        assertThat(purposes).isEqualTo(JSON.readTree("""
                {"ads": {"from": "call", "status": "denied", "at": "2026-01-02T00:00:00Z", "evidence": "TCF %1$s"},
                 "storage": {"from": "call", "status": "granted", "at": "2026-01-02T00:00:00Z", "evidence": "TCF %1$s"},
                 "service": {"from": "call", "status": "withdrawn", "at": "2026-05-01T00:00:00Z", "evidence": "form 7"},
                 "research": {"from": "profile", "status": "withdrawn", "at": "2026-02-01T00:00:00Z",
                   "evidence": "letter"}}""".formatted(tcf.substring(0, 36))));
        assertThat(decide(call("nobody", "'explain':true"), true).at("/explanation/purposes"))
                .isEqualTo(JSON.readTree("""
                {"ads": {"from": "call", "status": "denied", "at": "%1$s", "evidence": "Sec-GPC"},
                 "storage": {"from": "catalogue", "status": "granted", "at": "%1$s"},
                 "service": {"from": "catalogue", "status": "granted", "at": "%1$s"},
                 "research": {"from": "call", "status": "denied", "at": "%1$s", "evidence": "Sec-GPC"}}""".formatted(NOW)));
    }

    @Test
    void aTcfStringThatCannotBeReadDeniesAndIsCounted() throws Exception {
        put("c-1", Map.of("ads", Consent.Status.GRANTED));

        for (String tcf : List.of("", "x", fixture("everything").substring(0, 30), "A".repeat(100_000))) {
            JsonNode answer = decide(call("c-1", "'tcf':'" + tcf + "'"), false);

            assertThat(isShown(answer, "ads")).isFalse();
            assertThat(isShown(answer, "storage")).isFalse();
            assertThat(isShown(answer, "service")).isTrue();
        }
        decide(call("c-1", "'tcf':'x','dryRun':true"), false);

        assertThat(metrics.counter(Metric.CONSENT_TCF_UNREADABLE).sum()).isEqualTo(4);
    }

    @Test
    void nothingSaidInOneCallIsLeftInTheNext() throws Exception {
        put("c-1", Map.of("ads", Consent.Status.GRANTED));

        assertThat(isShown(decide(call("c-1", "'consent':{'ads':false}"), true), "ads"))
                .isFalse();
        assertThat(isShown(decide(call("c-1", "'tcf':null,'consent':null"), false), "ads"))
                .isTrue();
    }

    @Test
    void listeningToSignalsMakesLittleGarbage() throws Exception {
        put("c-1", Map.of("ads", Consent.Status.GRANTED, "research", Consent.Status.DENIED));
        // Read by the same parser as the other: a call that has no such member has a cheaper one.
        byte[] silent = bytes(call("c-1", "'consent':{},'tcf':null"));
        byte[] telling = bytes(call("c-1", "'consent':{'service':true},'tcf':'" + fixture("everything") + "'"));

        long without = bytesPerCall(silent, false);
        long with = bytesPerCall(telling, true);

        assertThat(with).as("%d bytes without signals", without).isLessThanOrEqualTo(MOST_BYTES_PER_DECISION);
        assertThat(with - without).isLessThanOrEqualTo(512);
    }

    private long bytesPerCall(byte[] body, boolean gpc) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Reply reply = new Reply();
        long before = 0;
        for (int i = 0; i < 15_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            reply.clear();
            endpoint.answer(body, 0, body.length, 1, gpc, reply);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 5_000;
    }

    private static boolean isGranted(
            String purpose,
            Map<String, Consent.Status> stored,
            Map<String, Consent.Status> own,
            @Nullable Set<Integer> tcf,
            boolean gpc) {
        Declared declared = PURPOSES.get(purpose);
        List<Boolean> votes = new ArrayList<>();
        Stream.of(stored, own)
                .filter(said -> said.containsKey(purpose))
                .forEach(said -> votes.add(said.get(purpose) == Consent.Status.GRANTED));
        if (tcf != null && !declared.tcf().isEmpty()) {
            votes.add(tcf.containsAll(declared.tcf()));
        }
        if (gpc && declared.gpc()) {
            votes.add(false);
        }
        return votes.isEmpty() ? declared.granted() : !votes.contains(false);
    }

    private static Set<Integer> purposesOf(String[] fixture) {
        Set<Integer> purposes = new HashSet<>();
        Stream.of(fixture[1].split(" ")).filter(n -> !n.isEmpty()).forEach(n -> purposes.add(Integer.valueOf(n)));
        return purposes;
    }

    private static Map<String, Consent.Status> some(Random random) {
        Map<String, Consent.Status> said = new TreeMap<>();
        for (String purpose : List.of("ads", "storage", "service", "research")) {
            if (random.nextInt(3) == 0) {
                said.put(purpose, Consent.Status.values()[random.nextInt(3)]);
            }
        }
        return said;
    }

    private static String body(String id, Map<String, Consent.Status> own, @Nullable String tcf) {
        StringBuilder more = new StringBuilder("'consent':{");
        own.forEach((purpose, status) -> {
            boolean brief = status != Consent.Status.WITHDRAWN;
            String value = brief ? "" + (status == Consent.Status.GRANTED) : "{'status':'withdrawn'}";
            more.append(more.length() > 11 ? "," : "").append("'" + purpose + "':" + value);
        });
        return call(id, more + "}" + (tcf == null ? "" : ",'tcf':'" + tcf + "'"));
    }

    private static String call(String id, String more) {
        return "{'userId':'" + id + "','channel':'web','placements':['ads','storage','service','research']," + more
                + "}";
    }

    private static boolean isShown(JsonNode answer, String purpose) {
        for (JsonNode decision : answer.path("decisions")) {
            if (decision.path("placement").asText().equals(purpose)) {
                String reason = decision.path("reason").asText();
                assertThat(reason).isIn("TARGETED", "NO_CONSENT");
                return reason.equals("TARGETED");
            }
        }
        throw new AssertionError("no " + purpose + " in " + answer);
    }

    private JsonNode decide(String body, boolean gpc) throws IOException {
        Reply reply = new Reply();
        byte[] bytes = bytes(body);
        endpoint.answer(bytes, 0, bytes.length, 1, gpc, reply);
        return JSON.readTree(Arrays.copyOf(reply.bytes(), reply.length()));
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private String fixture(String name) {
        return fixtures.stream().filter(f -> f[0].equals(name)).findFirst().orElseThrow()[3];
    }

    private void put(String id, Map<String, Consent.Status> said) {
        Map<String, Consent> consent = new HashMap<>();
        said.forEach((purpose, status) ->
                consent.put(purpose, new Consent(status, Instant.parse("2026-02-01T00:00:00Z"), "letter")));
        Change change = new Change.Replace(
                new ProfileKey(Kind.PERSON, id), new ProfileData(Map.of(), null, null, Set.of(), consent, List.of()));
        assertThat(store.writer().apply(change, store.position() + 1, 0)).isEqualTo(WriteResult.CREATED);
    }

    private Pack load() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("pack"));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("pack.yaml"), "name: consent\n");
        Files.writeString(folder.resolve("schema.yaml"), "person: {segment: keyword}\n");
        Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
        Files.writeString(folder.resolve("rules/rules.drl"), RULES);
        PackResult result = PackLoader.load(folder);
        assertThat(result).isInstanceOf(PackResult.Loaded.class);
        return ((PackResult.Loaded) result).pack();
    }

    private static final String CATALOGUE = """
            purposes:
              ads: {tcf: [5, 6], gpc: deny}
              storage: {default: granted, tcf: 1}
              service: granted
              research: {gpc: deny}
            groups: {offers: Offers}
            placements:
              ads: {fallback: none}
              storage: {fallback: none}
              service: {fallback: none}
              research: {fallback: none}
            actions:
              show-ads: {group: offers, purpose: ads, treatments: [{placement: ads, fragment: f}]}
              show-storage: {group: offers, purpose: storage, treatments: [{placement: storage, fragment: f}]}
              show-service: {group: offers, purpose: service, treatments: [{placement: service, fragment: f}]}
              show-research: {group: offers, purpose: research, treatments: [{placement: research, fragment: f}]}
            """;

    private static final String RULES = """
            rule "All" when Moment() then
              decision.propose("show-ads"); decision.propose("show-storage");
              decision.propose("show-service"); decision.propose("show-research");
            end
            """;
}
