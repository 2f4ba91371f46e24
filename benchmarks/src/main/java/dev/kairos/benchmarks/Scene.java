package dev.kairos.benchmarks;

import dev.kairos.bench.BenchmarkPack;
import dev.kairos.bench.BenchmarkRule;
import dev.kairos.bench.Zipf;
import dev.kairos.decision.Decider;
import dev.kairos.decision.DeciderResources;
import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.decision.Playbook;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.DecideLimits;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.ProfileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A whole decide path of a given {@link Scale}: pack, filled store, decision log, and calls. Shared by all threads; what
 * an event loop owns, each thread makes for itself.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class Scene {

    /** How many calls there are, asked in turn. */
    public static final int CALLS = 50_000;

    private static final double ZIPF_EXPONENT = 0.99;
    private static final int PAGES = 200;

    private final Metrics metrics = new Metrics();
    private final String[] userIds = new String[CALLS];
    private final byte[][] bodies = new byte[CALLS][];
    private final byte[][] dryBodies = new byte[CALLS][];
    private Path dir;
    private Pack pack;
    private List<BenchmarkRule> rules;
    private List<String> asked;
    private ProfileFolder profiles;
    private DecisionLog log;

    @Setup(Level.Trial)
    public void open(Scale scale) {
        try {
            dir = Files.createTempDirectory("kairos-benchmark");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        pack = PackLoader.load(BenchmarkPack.write(dir.resolve("pack"), scale.size()))
                .orThrow();
        rules = BenchmarkRule.of(scale.size());
        asked = scale.asked();
        profiles = ProfileFolder.open(pack.schema(), scale.size(), scale.profiles, metrics);
        log = DecisionLog.open(dir.resolve("data"), DecisionLogSettings.DEFAULT, metrics, InstantSource.system());
        ask(scale);
    }

    @TearDown(Level.Trial)
    public void close() {
        log.close();
        profiles.close();
        pack.close();
        ProfileFolder.remove(dir);
    }

    private void ask(Scale scale) {
        String placements = asked.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        Zipf zipf = scale.keys.equals("zipf") ? new Zipf(scale.profiles, ZIPF_EXPONENT, 2) : null;
        Random random = new Random(3);
        for (int i = 0; i < CALLS; i++) {
            userIds[i] = "c-" + (1 + (zipf == null ? random.nextInt(scale.profiles) : zipf.next()));
            String body = String.format(
                    Locale.ROOT,
                    "{\"userId\":\"%s\",\"channel\":\"web\",\"placements\":[%s],"
                            + "\"context\":{\"page\":\"/p/%d\",\"basketValue\":%.2f,\"device\":\"mobile\"}}",
                    userIds[i],
                    placements,
                    random.nextInt(PAGES),
                    random.nextInt(20_000) / 100.0);
            bodies[i] = body.getBytes(StandardCharsets.UTF_8);
            dryBodies[i] =
                    body.replace("\"context\"", "\"dryRun\":true,\"context\"").getBytes(StandardCharsets.UTF_8);
        }
    }

    public Pack pack() {
        return pack;
    }

    /** Those of the pack, as data. */
    public List<BenchmarkRule> rules() {
        return rules;
    }

    public ProfileStore store() {
        return profiles.store();
    }

    /** The placements that each call asks for. */
    public List<String> asked() {
        return asked;
    }

    public String userId(int call) {
        return userIds[call];
    }

    public byte[] body(int call) {
        return bodies[call];
    }

    /** The same call as a dry run. */
    public byte[] dryBody(int call) {
        return dryBodies[call];
    }

    /** The call that follows on one. */
    public static int after(int call) {
        return call + 1 == CALLS ? 0 : call + 1;
    }

    public Playbook playbook() {
        return Playbook.of(
                pack.version(), pack.timeZone(), pack.locale(), pack.catalogue(), pack.momentType(), pack.rules());
    }

    public Decider newDecider() {
        return new Decider(
                playbook(),
                new DeciderResources(
                        store().newReader(),
                        store().layout(),
                        log.newWriter(),
                        metrics,
                        InstantSource.system(),
                        System::nanoTime));
    }

    public DecideEndpoint newEndpoint() {
        return new DecideEndpoint(newDecider(), metrics.newStepRecorder(), System::nanoTime, DecideLimits.DEFAULT);
    }
}
