package dev.kairos.bench;

import dev.kairos.bench.BenchSettings.Measure;
import dev.kairos.bench.BenchSettings.Plan;
import dev.kairos.pack.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures Kairos over HTTP on loopback: beside floors, all of them started as processes of their own and stopped at the end;
 * or a server that runs already. Writes a folder with what came out. One thread, one use.
 */
public final class Bench {

    private final BenchSettings settings;
    private final Plan plan;
    private final Site site;
    private final Teller teller;
    private final Instant startedAt = Instant.now();
    private final PhaseRunner phases;
    private final List<LoadedServer> servers = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<StepFigures> steps = new ArrayList<>();
    private final Map<String, Object> results = new LinkedHashMap<>();

    private Bench(BenchSettings settings, Site site, Teller teller) {
        this.settings = settings;
        this.plan = settings.plan();
        this.site = site;
        this.teller = teller;
        this.phases = new PhaseRunner(settings.timing().protocol(), site.results());
    }

    /**
     * Measures servers of its own.
     *
     * @param wanted what Kairos is started on
     * @throws BenchException when something is missing, or does not start, or fails
     */
    public static void ofOwnServers(BenchSettings settings, OwnGround wanted, Site site, Teller teller)
            throws InterruptedException {
        try (Cleanup cleanup = new Cleanup()) {
            try {
                makeFolder(site.results());
                new Bench(settings, site, teller).ownServers(wanted, cleanup);
            } catch (BenchException e) {
                throw cleanup.isInterrupted() ? new BenchException("stopped before it was done", e) : e;
            }
        }
    }

    /**
     * Measures a server that runs already.
     *
     * @param packDir the pack that it serves, for calls that suit it; null when bodies are given
     */
    public static void ofRunning(
            BenchSettings settings, RunningServer running, @Nullable Path packDir, Site site, Teller teller) {
        makeFolder(site.results());
        new Bench(settings, site, teller).running(running, packDir);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BenchException("cannot make " + folder + ": " + e.getMessage(), e);
        }
    }

    private void ownServers(OwnGround wanted, Cleanup cleanup) throws InterruptedException {
        Ground ground = Ground.prepare(wanted, site, secondsOfLoad(), cleanup, teller);
        Ground second = plan.loops() == 1 ? null : secondGround(ground, wanted, cleanup);
        Map<CallKind, List<Call>> calls = calls(ground.packDir());
        Fleet fleet = new Fleet(
                site.program(), site.results(), cleanup, settings.timing().protocol(), target -> mix(calls, target));
        List<LoadedServer> floors = new ArrayList<>();
        for (Floor floor : plan.floors()) {
            floors.add(started(fleet.floor(floor, 1)));
        }
        // Before Kairos starts: that makes this side warm, so that of the first calls to Kairos only Kairos is cold.
        warmUp(floors);
        long startedNanos = System.nanoTime();
        LoadedServer kairos = started(fleet.kairos(ground.serveOptions(), 1));
        double startSeconds = (System.nanoTime() - startedNanos) / 1e9;
        teller.say(String.format(Locale.ROOT, "  %.2f s from its start until it was ready", startSeconds));
        if (!floors.isEmpty()) {
            results.put("cold", cold(FirstCalls.measure(kairos, Phase.Purpose.COLD, phases, teller), startSeconds));
        }
        measure(kairos, floors, fleet.control(kairos));
        if (second != null) {
            compareLoops(kairos, floors, second, fleet);
        }
        for (LoadedServer server : servers) {
            readPauses(server, fleet.gcLog(server.name()));
        }
        finish();
    }

    private void compareLoops(LoadedServer kairos, List<LoadedServer> floors, Ground second, Fleet fleet)
            throws InterruptedException {
        List<LoopComparison.Pair> pairs = new ArrayList<>();
        pairs.add(new LoopComparison.Pair(kairos, started(fleet.kairos(second.serveOptions(), plan.loops()))));
        LoadedServer floor = FloorRatios.main(floors);
        if (floor != null) {
            Floor same = Floor.ofWord(floor.name()).orElseThrow();
            pairs.add(new LoopComparison.Pair(floor, started(fleet.floor(same, plan.loops()))));
        }
        warmUp(pairs.stream().map(LoopComparison.Pair::more).toList());
        results.put("loops", LoopComparison.measure(pairs, settings.timing(), phases, teller));
    }

    private LoadedServer started(LoadedServer server) {
        servers.add(server);
        teller.say("Started " + server.name() + ": " + server.what());
        return server;
    }

    /** The first call was no slower than the slowest of the first hundred: the restart took so long at most. */
    private static Map<String, Object> cold(PhaseResult first, double startSeconds) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("restartSeconds", RunFile.number(startSeconds + first.percentile(100) / 1e9));
        tree.put("firstCalls", first.recorder().answered());
        tree.put("p50Nanos", first.percentile(50));
        tree.put("p99Nanos", first.percentile(99));
        tree.put("maxNanos", first.percentile(100));
        return tree;
    }

    private void running(RunningServer running, @Nullable Path packDir) {
        Target target = new Target(running.host(), running.port(), running.key());
        Map<CallKind, List<Call>> calls = packDir == null ? given() : calls(packDir);
        LoadedServer server = new LoadedServer(
                Fleet.KAIROS,
                "the server that runs",
                List.of(),
                0,
                target,
                mix(calls, target),
                LoadedServer.OF_KAIROS,
                null);
        servers.add(server);
        measure(server, List.of(), new ControlCalls(target, running.key()));
        finish();
    }

    /** Its folder goes at the end. */
    private Ground secondGround(Ground ground, OwnGround wanted, Cleanup cleanup) {
        Stock.checkRoom(site.results(), wanted.profiles(), 0, 0);
        Path folder = site.results().resolve("second-data");
        cleanup.later(() -> Cleanup.delete(folder));
        return ground.copy(folder, site);
    }

    private Map<CallKind, List<Call>> calls(Path packDir) {
        if (settings.traffic().bodies() != null) {
            return given();
        }
        BenchSettings.Traffic traffic = settings.traffic();
        try (Pack pack = Ground.loaded(packDir)) {
            return PackCalls.of(pack, traffic.channel(), traffic.placements(), traffic.customers());
        }
    }

    private Map<CallKind, List<Call>> given() {
        return Map.of(CallKind.DECIDE, GivenCalls.read(settings.traffic().bodies()));
    }

    private RequestMix mix(Map<CallKind, List<Call>> calls, Target target) {
        return new RequestMix(
                settings.traffic().weights(),
                calls,
                settings.timing().protocol(),
                target,
                startedAt.toEpochMilli() << 20);
    }

    private void measure(LoadedServer kairos, List<LoadedServer> floors, ControlCalls control) {
        warmUp(List.of(kairos));
        LoadedServer floor = FloorRatios.main(floors);
        double capacity = plan.rate() * 2;
        double floorCapacity = plan.rate() * 2;
        if (plan.wants(Measure.THROUGHPUT) || plan.rate() == 0) {
            Throughput throughput =
                    Throughput.measure(servers, settings.timing(), Phase.Purpose.THROUGHPUT, phases, teller);
            results.putAll(FloorRatios.of(throughput, kairos, floors, teller));
            results.put("throughput", throughput.tree());
            capacity = plan.rate() == 0 ? throughput.median(kairos) : capacity;
            floorCapacity = plan.rate() == 0 && floor != null ? throughput.median(floor) : floorCapacity;
        }
        if (plan.wants(Measure.LATENCY)) {
            measureLatency(kairos, capacity / 2, floor, floorCapacity / 2);
        }
        if (plan.reload()) {
            marks.addAll(ReloadUnderLoad.measure(kairos, control, capacity / 2, settings, phases, teller));
        }
        if (plan.wants(Measure.SEARCH)) {
            double rate = HighestRate.find(kairos, capacity, settings, phases, teller);
            results.put("capacityAtP99", HighestRate.tree(rate, plan.p99TargetNanos()));
            teller.say(String.format(Locale.ROOT, "  highest: %,.0f a second", rate));
        }
        String metrics = control.metrics();
        if (metrics != null) {
            steps.addAll(StepFigures.read(metrics));
        }
    }

    private void warmUp(List<LoadedServer> cold) {
        double seconds = settings.timing().warmupSeconds();
        if (seconds == 0 || cold.isEmpty()) {
            return;
        }
        String names = cold.stream().map(LoadedServer::name).collect(Collectors.joining(", "));
        teller.say(String.format(Locale.ROOT, "Warming %s, %s s each", names, Figures.text(seconds)));
        for (LoadedServer server : cold) {
            phases.run(
                    server,
                    Phase.closed(Phase.Purpose.WARMUP, 0, settings.timing().connections(), 0, seconds));
        }
    }

    private void measureLatency(LoadedServer kairos, double rate, @Nullable LoadedServer floor, double floorRate) {
        Map<LoadedServer, Double> rates = new LinkedHashMap<>();
        if (floor != null) {
            rates.put(floor, floorRate);
        }
        rates.put(kairos, rate);
        Latency latency = Latency.measure(rates, settings, phases, teller);
        results.put("latency", latency.tree());
        if (floor != null) {
            results.put("latencyRatio", latency.ratios(kairos, floor));
            teller.say(String.format(
                    Locale.ROOT,
                    "  of %s's: p50 %.2f, p99 %.2f, p99.9 %.2f times (medians of the rounds)",
                    floor.name(),
                    latency.ratio(kairos, floor, 50),
                    latency.ratio(kairos, floor, 99),
                    latency.ratio(kairos, floor, 99.9)));
        }
    }

    private void readPauses(LoadedServer server, Path log) {
        try {
            marks.addAll(GcLog.pauses(server.name(), log));
        } catch (IOException e) {
            teller.say("cannot read " + log + ": " + e.getMessage());
        }
    }

    private void finish() {
        Environment environment =
                Environment.here(site.home(), site.version(), FloorServer.isNative() ? "epoll" : "nio");
        try {
            RunFile.write(
                    site.results(),
                    new RunFile.Run(
                            startedAt,
                            environment,
                            settings.options(),
                            servers,
                            phases.results(),
                            marks,
                            steps,
                            results));
        } catch (IOException e) {
            throw new BenchException("cannot write to " + site.results() + ": " + e.getMessage(), e);
        }
        teller.say("");
        Summary.of(environment, phases.results()).forEach(teller::say);
        teller.say("");
        teller.say("All of it: " + site.results());
    }

    /** Of one server: what it writes may take room. */
    private double secondsOfLoad() {
        BenchSettings.Timing timing = settings.timing();
        double round = timing.settleSeconds() + timing.seconds();
        return timing.warmupSeconds() + 4 * timing.rounds() * round;
    }
}
