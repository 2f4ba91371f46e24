package dev.kairos.benchmarks;

import dev.kairos.bench.BenchmarkSize;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a benchmark of the decide path can be run on, and the values that figures are compared at. One at a time is
 * varied, since all combinations would take days: {@link Plan} does that.
 */
@State(Scope.Benchmark)
public class Scale {

    /** 20, 200, 1,000, 5,000. */
    @Param("200")
    public int rules;

    /** Of a person: 10, 20, 50, 200. */
    @Param("20")
    public int attributes;

    /** 10^4 to 10^7. The larger ones want {@link ProfileFolder#CACHE}. */
    @Param("1000000")
    public int profiles;

    /** How customers are drawn: {@code zipf} with exponent 0.99, or {@code uniform}. */
    @Param("zipf")
    public String keys;

    /** That a call asks for: 1, 2, 8. */
    @Param("2")
    public int placements;

    /** Rules that fire for everybody, besides the six or so that fire anyway: 0, 20, 50. */
    @Param("0")
    public int everywhere;

    public BenchmarkSize size() {
        return new BenchmarkSize(rules, attributes, placements, Math.min(everywhere, rules));
    }

    /** The placements that a call asks for. */
    public List<String> asked() {
        return size().placementIds().subList(0, placements);
    }
}
