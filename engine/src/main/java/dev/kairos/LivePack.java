package dev.kairos;

import dev.kairos.decision.Decider;
import dev.kairos.decision.DeciderResources;
import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.PassingLog;
import dev.kairos.decision.Playbook;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.DecideLoop;
import dev.kairos.http.LoopEndpoint;
import dev.kairos.journal.JournalException;
import dev.kairos.journey.UpdateException;
import dev.kairos.journey.UpdatePath;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.metrics.StepRecorder;
import dev.kairos.mistake.Mistake;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pack that is live, and how another version takes its place: loaded and compiled beside it, given to every event
 * loop whole, taken up by each before its next call. Thread-safe.
 */
final class LivePack implements AutoCloseable {

    /** What one event loop keeps from pack to pack. */
    private record LoopParts(DecideLoop loop, ProfileReader reader, DecisionLog.Writer log, StepRecorder steps) {}

    private static final Logger LOG = LoggerFactory.getLogger(LivePack.class);
    private static final int WARM_UP_CUSTOMERS = 200;
    /** One for all, since each method reference is a class of its own: what a warm-up compiles must suit the rest. */
    private static final LongSupplier NANO_TIME = System::nanoTime;

    private final Path dir;
    private final UpdatePath updates;
    private final ProfileStore profiles;
    private final DecisionLog log;
    private final Metrics metrics;
    private final DecideLimits limits;
    private final List<LoopParts> loops = new ArrayList<>();
    private volatile Pack current;
    private Playbook playbook;

    LivePack(Path dir, Pack first, UpdatePath updates, DecisionLog log, Metrics metrics, DecideLimits limits) {
        this.dir = dir;
        this.updates = updates;
        this.profiles = updates.profiles();
        this.log = log;
        this.metrics = metrics;
        this.limits = limits;
        current = first;
        playbook = playbook(first);
        log.keep(playbook.names());
        warmUp(first, (calls, endpoint) -> {
            Warmup.run(calls, endpoint);
            HttpWarmup.run(calls, endpoint);
        });
    }

    Pack current() {
        return current;
    }

    /** For one event loop, which is to call it alone. */
    synchronized LoopEndpoint newLoop(StepRecorder steps) {
        ProfileReader reader = profiles.newReader();
        DecisionLog.Writer writer = log.newWriter();
        DecideLoop loop = new DecideLoop(endpoint(reader, writer, steps, profiles.layout()));
        loops.add(new LoopParts(loop, reader, writer, steps));
        return loop;
    }

    /**
     * Loads the folder again and makes it live, or leaves everything as it is.
     *
     * @return with the mistakes when it was refused, or when the profile store cannot follow its schema
     */
    synchronized PackResult reload() {
        PackResult result = PackLoader.load(dir);
        if (result instanceof PackResult.Loaded loaded) {
            result = turnTo(loaded);
        }
        String label = result instanceof PackResult.Loaded ? "loaded" : "refused";
        metrics.counter(Metric.PACK_RELOADS, label).increment();
        return result;
    }

    private PackResult turnTo(PackResult.Loaded loaded) {
        Pack pack = loaded.pack();
        try {
            updates.turnTo(pack, dir);
        } catch (StoreException | UpdateException refused) {
            pack.close();
            return new PackResult.Refused(
                    List.of(Mistake.at("schema.yaml", 0, refused.getMessage(), null)), loaded.notes());
        }
        ProfileLayout layout = profiles.layout();
        playbook = playbook(pack);
        log.keep(playbook.names());
        warmUp(pack, Warmup::run);
        for (LoopParts parts : loops) {
            parts.loop.replaceBy(endpoint(parts.reader, parts.log, parts.steps, layout));
        }
        current = pack;
        return loaded;
    }

    /** Without it a pack decides as well, only slower at first. */
    private void warmUp(Pack pack, BiConsumer<WarmupCalls, Supplier<DecideEndpoint>> how) {
        try (PassingLog passing = log.openPassing()) {
            how.accept(new WarmupCalls(pack, profiles.someUserIds(WARM_UP_CUSTOMERS)), () -> unseenEndpoint(passing));
        } catch (JournalException | UncheckedIOException failed) {
            LOG.warn("The pack goes live without a warm-up, so that its first calls are slow", failed);
        }
    }

    /** What it counts goes nowhere. */
    private DecideEndpoint unseenEndpoint(PassingLog passing) {
        Metrics uncounted = new Metrics();
        return endpoint(
                new DeciderResources(
                        profiles.newReader(),
                        profiles.layout(),
                        passing.newWriter(),
                        uncounted,
                        InstantSource.system(),
                        NANO_TIME),
                uncounted.newStepRecorder());
    }

    private DecideEndpoint endpoint(
            ProfileReader reader, DecisionLog.Writer writer, StepRecorder steps, ProfileLayout layout) {
        return endpoint(
                new DeciderResources(reader, layout, writer, metrics, InstantSource.system(), NANO_TIME), steps);
    }

    private DecideEndpoint endpoint(DeciderResources resources, StepRecorder steps) {
        return new DecideEndpoint(new Decider(playbook, resources), steps, NANO_TIME, limits);
    }

    private static Playbook playbook(Pack pack) {
        return Playbook.of(
                pack.version(), pack.timeZone(), pack.locale(), pack.catalogue(), pack.momentType(), pack.rules());
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
