package dev.kairos.cli;

import dev.kairos.bench.BenchSettings;
import dev.kairos.bench.BenchSettings.Measure;
import dev.kairos.bench.Floor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is measured, and for how long. */
final class BenchPlan {

    private static final BenchSettings.Timing USUAL = new BenchSettings.Timing(5, 4, 1, 10, 64, 0);
    private static final BenchSettings.Timing QUICK = new BenchSettings.Timing(3, 1.5, 0.5, 5, 64, 0);
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(us|ms|s)");
    private static final int MOST_ROUNDS = 100;
    private static final double LEAST_SECONDS = 0.1;
    private static final double MOST_SECONDS = 600;
    private static final int MOST_CONNECTIONS = 4096;
    private static final int MOST_LOOPS = 64;
    private static final int USUAL_STREAMS = 8;
    private static final int MOST_STREAMS = 64;

    @Option(
            names = "--measure",
            paramLabel = "WHAT,…",
            defaultValue = "throughput,latency,search",
            description = "Of throughput, latency and search (for the highest rate that keeps --p99); all unless set.")
    private String measure;

    @Option(
            names = "--floors",
            paramLabel = "NAME,…",
            defaultValue = "netty-echo,vertx-echo,vertx-json",
            description = "What Kairos is compared with: netty-echo, vertx-echo, vertx-json; or none. All unless set.")
    private String floors;

    @Option(names = "--rounds", paramLabel = "N", description = "How often servers take turns; 5 unless set.")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each turn is measured; 4 unless set.")
    private @Nullable Double seconds;

    @Option(names = "--settle", paramLabel = "S", description = "How long it is loaded before that; 1 unless set.")
    private @Nullable Double settle;

    @Option(names = "--warmup", paramLabel = "S", description = "How long each server is warmed first; 10 unless set.")
    private @Nullable Double warmup;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "Kept-alive connections; 64 unless set, and at least 128 for latencies; so many less as calls go"
                            + " on one of h2 at a time.")
    private @Nullable Integer connections;

    @Option(
            names = "--quick",
            description = "Less of everything, under two minutes: 3 rounds of 1.5 s, after 5 s of warming.")
    private boolean quick;

    @Option(
            names = "--arrivals",
            paramLabel = "HOW",
            defaultValue = "constant",
            description =
                    "How calls arrive when latencies are taken: constant or poisson; ${DEFAULT-VALUE} unless set.")
    private String arrivals;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Calls a second when latencies are taken; half of what each server can unless set.")
    private double rate;

    @Option(
            names = "--p99",
            paramLabel = "TIME",
            defaultValue = "1ms",
            description = "What the highest rate has to keep, e.g. 500us; ${DEFAULT-VALUE} unless set.")
    private String p99;

    @Option(
            names = "--loops",
            paramLabel = "N",
            defaultValue = "1",
            description = "Also starts Kairos with so many event loops, and compares them with one.")
    private int loops;

    @Option(names = "--reload", description = "Also loads the pack again while latencies are taken.")
    private boolean reload;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "http/1.1",
            description = "How calls are sent: http/1.1, or h2 for HTTP/2 in clear text; ${DEFAULT-VALUE} unless set.")
    private String protocol;

    @Option(names = "--streams", paramLabel = "N", description = "Calls at a time on a connection of h2; 8 unless set.")
    private @Nullable Integer streams;

    /** @throws IllegalArgumentException with a message for the user */
    BenchSettings.Timing timing() {
        BenchSettings.Timing usual = quick ? QUICK : USUAL;
        BenchSettings.Timing timing = new BenchSettings.Timing(
                rounds == null ? usual.rounds() : rounds,
                seconds == null ? usual.seconds() : seconds,
                settle == null ? usual.settleSeconds() : settle,
                warmup == null ? usual.warmupSeconds() : warmup,
                connections == null ? usual.connections() / Math.max(1, streams()) : connections,
                streams());
        if (timing.rounds() < 1 || timing.rounds() > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds is from 1 to 100");
        }
        if (!(timing.seconds() >= LEAST_SECONDS && timing.seconds() <= MOST_SECONDS)) {
            throw new IllegalArgumentException("--seconds is from 0.1 to 600");
        }
        if (!(timing.settleSeconds() >= 0 && timing.settleSeconds() <= MOST_SECONDS)
                || !(timing.warmupSeconds() >= 0 && timing.warmupSeconds() <= MOST_SECONDS)) {
            throw new IllegalArgumentException("--settle and --warmup are from 0 to 600");
        }
        if (timing.connections() < 1 || timing.connections() > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("--connections is from 1 to 4096");
        }
        return timing;
    }

    /** 0 for HTTP/1.1. */
    private int streams() {
        if (protocol.equals("http/1.1")) {
            if (streams != null) {
                throw new IllegalArgumentException("--streams is for --protocol h2");
            }
            return 0;
        }
        if (!protocol.equals("h2")) {
            throw new IllegalArgumentException("--protocol is http/1.1 or h2, not '" + protocol + "'");
        }
        int wanted = streams == null ? USUAL_STREAMS : streams;
        if (wanted < 1 || wanted > MOST_STREAMS) {
            throw new IllegalArgumentException("--streams is from 1 to " + MOST_STREAMS);
        }
        return wanted;
    }

    /** @throws IllegalArgumentException with a message for the user */
    BenchSettings.Plan plan(boolean running) {
        if (!arrivals.equals("constant") && !arrivals.equals("poisson")) {
            throw new IllegalArgumentException("--arrivals is constant or poisson, not '" + arrivals + "'");
        }
        if (!(rate >= 0 && rate <= 10_000_000)) {
            throw new IllegalArgumentException("--rate is from 1 to 10,000,000");
        }
        if (loops < 1 || loops > MOST_LOOPS || running && loops > 1) {
            throw new IllegalArgumentException("--loops is from 1 to 64, and of servers that are started here");
        }
        return new BenchSettings.Plan(
                measures(),
                running ? List.of() : floors(),
                arrivals.equals("poisson"),
                rate,
                nanos(p99),
                loops,
                reload);
    }

    private Set<Measure> measures() {
        Set<Measure> measures = EnumSet.noneOf(Measure.class);
        for (String word : measure.split(",", -1)) {
            try {
                measures.add(Measure.valueOf(word.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--measure is of throughput, latency and search; '" + word.strip() + "' is none of them", e);
            }
        }
        return measures;
    }

    private List<Floor> floors() {
        List<Floor> wanted = new ArrayList<>();
        for (String word : floors.equals("none") ? new String[0] : floors.split(",", -1)) {
            Floor floor = Floor.ofWord(word.strip())
                    .orElseThrow(
                            () -> new IllegalArgumentException("--floors is of netty-echo, vertx-echo and vertx-json,"
                                    + " or none; '" + word.strip() + "' is no floor"));
            if (wanted.contains(floor)) {
                throw new IllegalArgumentException("--floors names " + floor.word() + " twice");
            }
            wanted.add(floor);
        }
        return wanted;
    }

    private static long nanos(String text) {
        Matcher duration = DURATION.matcher(text.strip());
        if (!duration.matches()) {
            throw new IllegalArgumentException("--p99 is a time such as 500us, 1ms or 1.5ms, not '" + text + "'");
        }
        double number = Double.parseDouble(duration.group(1));
        long unit = switch (duration.group(2)) {
            case "us" -> TimeUnit.MICROSECONDS.toNanos(1);
            case "ms" -> TimeUnit.MILLISECONDS.toNanos(1);
            default -> TimeUnit.SECONDS.toNanos(1);
        };
        long nanos = Math.round(number * unit);
        if (nanos < TimeUnit.MICROSECONDS.toNanos(1) || nanos > TimeUnit.SECONDS.toNanos(60)) {
            throw new IllegalArgumentException("--p99 is from 1us to 60s");
        }
        return nanos;
    }

    /** What follows from these options where they were not set. */
    Map<String, String> resolved() {
        BenchSettings.Timing timing = timing();
        Map<String, String> resolved = new LinkedHashMap<>();
        resolved.put("rounds", Integer.toString(timing.rounds()));
        resolved.put("seconds", Double.toString(timing.seconds()));
        resolved.put("settle", Double.toString(timing.settleSeconds()));
        resolved.put("warmup", Double.toString(timing.warmupSeconds()));
        resolved.put("connections", Integer.toString(timing.connections()));
        resolved.put("streams", Integer.toString(timing.streams()));
        return resolved;
    }
}
