package dev.kairos.bench.report;

import java.util.function.DoubleFunction;

/**
 * The figures that runs are judged, compared and remembered by. Times are in nanoseconds. The names are those of
 * {@code docs/performance/history.ndjson}, and so do not change.
 */
enum Figure {
    FLOOR_RATIO("floorRatio", "Throughput, as a part of the raw Vert.x echo's", Unit.RATIO, Aim.atLeast(0.75)),
    P99_OVER_FLOOR("p99OverFloor", "p99 at half of its capacity, over the echo's", Unit.RATIO, Aim.atMost(1.5)),
    P999_OVER_FLOOR("p999OverFloor", "p99.9 at half of its capacity, over the echo's", Unit.RATIO, Aim.atMost(2)),
    /** With the load's own cost accounted for. */
    LOOPS_RATIO_BY_CPU(
            "twoLoopsOverOneByLoopCpu",
            "Two event loops over one, by CPU of the event loops alone",
            Unit.RATIO,
            Aim.atLeast(1.7)),
    FIRST_AFTER_START("firstAfterStartP99Nanos", "First 100 calls after a start, p99", Unit.NANOS, Aim.atMost(5e6)),
    FIRST_AFTER_RELOAD("firstAfterReloadP99Nanos", "First 100 calls after a reload, p99", Unit.NANOS, Aim.atMost(5e6)),
    DECIDE_P50("decideP50Nanos", "A decision in process, p50", Unit.NANOS, Aim.atMost(5e3)),
    DECIDE_P99("decideP99Nanos", "A decision in process, p99", Unit.NANOS, Aim.atMost(15e3)),
    ALLOCATED("allocatedBytes", "Allocated for a decision in process", Unit.BYTES, Aim.atMost(1_536)),
    FIRE_200("fire200P50Nanos", "Firing 200 rules, p50", Unit.NANOS, Aim.atMost(2e3)),
    FIRE_1000("fire1000P50Nanos", "Firing 1,000 rules, p50", Unit.NANOS, Aim.atMost(5e3)),
    FIRE_5000("fire5000P50Nanos", "Firing 5,000 rules, p50", Unit.NANOS, Aim.atMost(15e3)),
    MANY_PROFILES(
            "tenMillionOverHundredThousand",
            "A decision's p50 with 10,000,000 profiles, over that with 100,000",
            Unit.RATIO,
            Aim.atMost(1.5)),
    RESTART("restartTenMillionNanos", "10,000,000 profiles: from start to first answer", Unit.NANOS, Aim.atMost(5e9)),
    FLOOR_RATIO_BY_CPU(
            "floorRatioByLoopCpu",
            "Throughput as a part of the echo's, by CPU of the event loop alone",
            Unit.RATIO,
            Aim.more()),
    LOOPS_RATIO(
            "twoLoopsOverOne",
            "Throughput of two event loops, over one's, with the load on the same cores",
            Unit.RATIO,
            Aim.more()),
    FLOOR_LOOPS_RATIO_BY_CPU(
            "echoTwoLoopsOverOneByLoopCpu",
            "The echo with two event loops over itself with one, the same way",
            Unit.RATIO,
            Aim.more()),
    KAIROS_RATE("kairosPerSecond", "Throughput of Kairos, one event loop", Unit.PER_SECOND, Aim.more()),
    FLOOR_RATE("floorPerSecond", "Throughput of the raw Vert.x echo", Unit.PER_SECOND, Aim.more()),
    CAPACITY("capacityAtP99PerSecond", "Highest rate that keeps the p99 asked for", Unit.PER_SECOND, Aim.more()),
    LOOP_PER_CALL("loopNanosPerCall", "CPU of Kairos' event loop per call", Unit.NANOS, Aim.less()),
    HALF_P50("halfP50Nanos", "Kairos at half of its capacity, p50", Unit.NANOS, Aim.less()),
    HALF_P99("halfP99Nanos", "Kairos at half of its capacity, p99", Unit.NANOS, Aim.less()),
    HALF_P999("halfP999Nanos", "Kairos at half of its capacity, p99.9", Unit.NANOS, Aim.less());

    private final String key;
    private final String label;
    private final Unit unit;
    private final Aim aim;

    Figure(String key, String label, Unit unit, Aim aim) {
        this.key = key;
        this.label = label;
        this.unit = unit;
        this.aim = aim;
    }

    /** How a figure is written. */
    enum Unit {
        RATIO(Shown::ratio),
        NANOS(Shown::nanos),
        BYTES(Shown::bytes),
        PER_SECOND(Shown::perSecond);

        private final DoubleFunction<String> shown;

        Unit(DoubleFunction<String> shown) {
            this.shown = shown;
        }
    }

    /** @param target NaN where there is none, and it is only known which way is better */
    private record Aim(boolean moreIsBetter, double target) {

        static Aim atLeast(double target) {
            return new Aim(true, target);
        }

        static Aim atMost(double target) {
            return new Aim(false, target);
        }

        static Aim more() {
            return atLeast(Double.NaN);
        }

        static Aim less() {
            return atMost(Double.NaN);
        }
    }

    String key() {
        return key;
    }

    String label() {
        return label;
    }

    boolean isRatio() {
        return unit == Unit.RATIO;
    }

    boolean hasTarget() {
        return !Double.isNaN(aim.target);
    }

    double target() {
        return aim.target;
    }

    String shownTarget() {
        return (aim.moreIsBetter ? "at least " : "at most ") + shown(aim.target);
    }

    String shown(double value) {
        return unit.shown.apply(value);
    }

    String shown(Measured measured) {
        if (!measured.isThere()) {
            return Shown.NOTHING;
        }
        String value = shown(measured.value());
        return measured.hasRange()
                ? value + " (" + shown(measured.low()) + " to " + shown(measured.high()) + ")"
                : value;
    }

    boolean isMet(double value) {
        return aim.moreIsBetter ? value >= aim.target : value <= aim.target;
    }

    /** Whether going from that to this is for the better. */
    boolean isBetter(double now, double before) {
        return aim.moreIsBetter ? now > before : now < before;
    }

    /** Met, or missed by how much, in words. */
    String verdict(Measured measured) {
        if (!measured.isThere()) {
            return Shown.NOTHING;
        }
        double value = measured.value();
        if (!isMet(value)) {
            double factor = aim.moreIsBetter ? aim.target / value : value / aim.target;
            return factor < 2
                    ? "missed by " + Shown.share(aim.moreIsBetter ? 1 - value / aim.target : factor - 1)
                    : "missed by a factor of " + Shown.digits(factor);
        }
        boolean always = !measured.hasRange() || isMet(measured.low()) && isMet(measured.high());
        return always ? "met" : "met in the median, not in every round";
    }
}
