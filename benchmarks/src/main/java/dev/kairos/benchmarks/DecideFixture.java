package dev.kairos.benchmarks;

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
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * A whole decide path in a temporary folder: {@link BenchmarkPack}, a store of generated profiles, a decision log, and
 * calls whose customers follow a Zipf distribution, as page views do.
 */
public final class DecideFixture implements AutoCloseable {

    private static final int BATCH = 1_000;
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
        fill(profiles);
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

    private void fill(int profiles) {
        Random random = new Random(1);
        Semaphore underWay = new Semaphore(8);
        List<Change> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < profiles; i++) {
            batch.add(new Change.Replace(new ProfileKey(Kind.PERSON, "c-" + i), profile(random)));
            if (batch.size() == BATCH || i == profiles - 1) {
                underWay.acquireUninterruptibly();
                store.submitAll(batch, results -> underWay.release());
                batch = new ArrayList<>(BATCH);
            }
        }
        underWay.acquireUninterruptibly(8);
        if (store.size() != profiles) {
            throw new IllegalStateException(store.size() + " of " + profiles + " profiles were taken");
        }
    }

    private static ProfileData profile(Random random) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < BenchmarkPack.KEYWORDS; i++) {
            values.put("word" + i, "w" + random.nextInt(BenchmarkPack.WORDS));
        }
        for (int i = 0; i < BenchmarkPack.INTS; i++) {
            values.put("count" + i, random.nextInt(100));
        }
        for (int i = 0; i < BenchmarkPack.DECIMALS; i++) {
            values.put("amount" + i, random.nextInt(100_000) / 100.0);
        }
        values.put("flag", random.nextBoolean());
        values.put("since", Instant.ofEpochSecond(1_500_000_000L + random.nextInt(200_000_000)));
        values.put("tags", Set.of("t" + random.nextInt(40), "u" + random.nextInt(40)));
        return new ProfileData(values, null, null, Set.of(), Map.of(), List.of());
    }

    private void ask(int profiles) {
        Zipf zipf = new Zipf(profiles, ZIPF_EXPONENT, 2);
        Random random = new Random(3);
        for (int i = 0; i < BODIES; i++) {
            userIds[i] = "c-" + zipf.next();
            bodies[i] = String.format(
                            Locale.ROOT,
                            "{\"userId\":\"%s\",\"channel\":\"web\",\"placements\":[\"home.hero\",\"home.side\"],"
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
