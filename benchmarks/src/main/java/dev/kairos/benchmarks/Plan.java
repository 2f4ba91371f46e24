package dev.kairos.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The sets of benchmarks that one command runs. From what {@link Scale} starts with, one thing is varied at a time. */
final class Plan {

    private static final String DECIDE = "decision\\.DecideBenchmark\\.decide$";
    private static final String FIRE = "rules\\.RulesBenchmark\\.fire$";
    private static final String SESSIONS = "rules\\.SessionsBenchmark";
    private static final String JSON = "http\\.JsonBenchmark";
    private static final String READ = "profile\\.ProfileReadBenchmark";
    private static final String FEW = "20000";
    private static final String SOME = "100000";

    private Plan() {}

    /** Under five minutes. */
    static List<Part> quick() {
        return List.of(
                Part.of("decide", "decision\\.DecideBenchmark", 2),
                Part.of("rules", FIRE, 1).with("profiles", FEW).with("rules", "20", "200", "1000", "5000"),
                Part.of("steps", "decision\\.StepBenchmark", 5).with("profiles", SOME),
                Part.of("sessions", SESSIONS, 5).with("profiles", FEW),
                Part.of("json", JSON, 4).with("profiles", FEW),
                Part.of("reading", READ, 2).with("profiles", SOME));
    }

    static List<Part> full() {
        List<Part> parts = new ArrayList<>(decisions());
        parts.addAll(steps());
        parts.addAll(rejected());
        parts.addAll(touchpoints());
        return parts;
    }

    private static List<Part> decisions() {
        return List.of(
                Part.of("decide", "decision\\.DecideBenchmark", 2),
                Part.of("decide-rules", DECIDE, 1).with("rules", "20", "1000", "5000"),
                Part.of("decide-attributes", DECIDE, 1).with("attributes", "10", "50", "200"),
                Part.of("decide-placements", DECIDE, 1).with("placements", "1", "8"),
                Part.of("decide-everywhere", DECIDE, 1).with("everywhere", "20", "50"),
                Part.of("decide-threads", DECIDE, 1).onThreads(2),
                Part.of("decide-profiles", DECIDE, 1)
                        .with("profiles", "10000", "100000")
                        .with("keys", "zipf", "uniform"),
                Part.of("decide-1000000-uniform", DECIDE, 1).with("keys", "uniform"),
                Part.of("decide-10000000", DECIDE, 1)
                        .with("profiles", "10000000")
                        .with("keys", "zipf", "uniform"));
    }

    private static List<Part> steps() {
        return List.of(
                Part.of("steps", "decision\\.StepBenchmark", 5),
                Part.of("rules", FIRE, 1).with("profiles", FEW).with("rules", "20", "200", "1000", "5000"),
                Part.of("rules-attributes", FIRE, 1).with("profiles", FEW).with("attributes", "10", "50", "200"),
                Part.of("rules-everywhere", FIRE, 1).with("profiles", FEW).with("everywhere", "20", "50"),
                Part.of("arbitration", "arbitration\\.ArbitrationBenchmark", 1)
                        .with("profiles", FEW)
                        .with("proposals", "1", "8", "40")
                        .with("placements", "1", "2", "8"));
    }

    private static List<Part> rejected() {
        return List.of(
                Part.of("sessions", SESSIONS, 5).with("profiles", FEW).with("rules", "20", "200", "1000"),
                Part.of("json", JSON, 4).with("profiles", FEW).with("placements", "1", "2", "8"),
                Part.of("reading-attributes", READ, 2).with("profiles", SOME).with("attributes", "10", "50", "200"),
                Part.of("reading-profiles", READ + "\\.view$", 1)
                        .with("profiles", "10000", "100000", "1000000")
                        .with("keys", "zipf", "uniform"));
    }

    private static List<Part> touchpoints() {
        return List.of(
                Part.of("touchpoint-reading", "touchpoint\\.TouchpointReadBenchmark", 3),
                Part.of("touchpoint-rules", "rules\\.TouchpointRulesBenchmark", 1)
                        .with("rules", "20", "200"),
                Part.of("journeys", "journey\\.JourneysBenchmark", 4).with("journeyCount", "1", "3"),
                Part.of("windows", "window\\.WindowBenchmark", 2).with("kind", "COUNT", "SUM", "DISTINCT", "LAST"),
                Part.of("updates", "profile\\.UpdateBenchmark", 3).with("profiles", SOME));
    }
}
