package dev.kairos.benchmarks;

import dev.kairos.bench.BenchmarkPack;
import dev.kairos.bench.BenchmarkProfiles;
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
import dev.kairos.pack.PackResult;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A whole decide path in a temporary folder: {@link BenchmarkPack}, a store of generated profiles, a decision log, and
 * calls whose customers follow a Zipf distribution, as page views do.
 */
public final class DecideFixture implements AutoCloseable {

    private static final int BODIES = 50_000;
    private static final double ZIPF_EXPONENT = 0.99;

    private final Path dir;
    final Pack pack;
    final Metrics metrics = new Metrics();
    final ProfileStore store;
    final DecisionLog log;
    final byte[][] bodies = new byte[BODIES][];
    final String[] userIds = new String[BODIES];
    private int next;

    DecideFixture(int profiles, int rules) {
        try {
            dir = Files.createTempDirectory("kairos-benchmark");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        PackResult result = PackLoader.load(BenchmarkPack.write(dir.resolve("pack"), rules));
        if (!(result instanceof PackResult.Loaded loaded)) {
            throw new IllegalStateException("the benchmark's pack is refused: " + result);
        }
        pack = loaded.pack();
        store = ProfileStore.open(
                dir.resolve("data"), pack.schema(), StoreOptions.ofCapacity(Math.max(1_000, profiles)), metrics);
        log = DecisionLog.open(dir.resolve("data"), DecisionLogSettings.DEFAULT, metrics, InstantSource.system());
        BenchmarkProfiles.fill(store, profiles);
        ask(profiles);
    }

    Playbook playbook() {
        return Playbook.of(
                pack.version(), pack.timeZone(), pack.locale(), pack.catalogue(), pack.momentType(), pack.rules());
    }

    Decider newDecider() {
        return new Decider(
                playbook(),
                new DeciderResources(
                        store.newReader(),
                        store.layout(),
                        log.newWriter(),
                        metrics,
                        InstantSource.system(),
                        System::nanoTime));
    }

    DecideEndpoint newEndpoint() {
        return new DecideEndpoint(newDecider(), metrics.newStepRecorder(), System::nanoTime, DecideLimits.DEFAULT);
    }

    byte[] nextBody() {
        next = next + 1 == BODIES ? 0 : next + 1;
        return bodies[next];
    }

    private void ask(int profiles) {
        Zipf zipf = new Zipf(profiles, ZIPF_EXPONENT, 2);
        Random random = new Random(3);
        for (int i = 0; i < BODIES; i++) {
            userIds[i] = "c-" + (1 + zipf.next());
            bodies[i] = String.format(
                            Locale.ROOT,
                            "{\"userId\":\"%s\",\"channel\":\"web\",\"placements\":[\"home.hero\",\"home.sidebar\"],"
                                    + "\"context\":{\"page\":\"/p/%d\",\"basketValue\":%.2f,\"device\":\"mobile\"}}",
                            userIds[i],
                            random.nextInt(200),
                            random.nextInt(20_000) / 100.0)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        log.close();
        store.close();
        pack.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
