package dev.kairos.benchmarks.arbitration;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Arbitrator;
import dev.kairos.arbitration.Occasion;
import dev.kairos.arbitration.Proposals;
import dev.kairos.benchmarks.Scene;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileView;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What rules proposed goes through the gates, is scored and fills the placements.
 *
 * <pre>benchmarks/bin/jmh ArbitrationBenchmark -prof gc -p profiles=1000 -p proposals=1,8,40 -p placements=1,2,8</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ArbitrationBenchmark {

    /** At most one for each of the catalogue's 40 actions. */
    @Param("8")
    int proposals;

    private Arbitrator arbitrator;
    private Round round;

    /** One customer, one call, the actions proposed. One thread. */
    public static final class Round {

        private static final int ACTIONS = 40;

        private final Occasion occasion;
        private final Proposals proposals;
        private final Arbitration arbitration;
        private final int toFill;

        /** @param count proposals, for actions spread over the catalogue */
        public Round(Scene scene, int count) {
            Catalogue catalogue = scene.pack().catalogue();
            ProfileView person = scene.store().layout().newView(Kind.PERSON);
            scene.store().newReader().readPerson(scene.userId(0), null, person);
            occasion = new Occasion(catalogue.purposes().size());
            occasion.when(1_790_000_000_000L);
            occasion.where("web", "en");
            // Not the customer's own id: one of twenty is held out, and this one must not be.
            occasion.who("somebody", person);
            occasion.placements().addAll(scene.asked());
            proposals = new Proposals(catalogue);
            for (int i = 0; i < count; i++) {
                proposals.propose("action-" + i * ACTIONS / count, i).lever(1 + i / 10.0);
            }
            arbitration = new Arbitration(catalogue);
            toFill = Math.min(count, scene.asked().size());
        }

        /** Throws when a placement that could have been filled was not. */
        public Arbitration decidedBy(Arbitrator arbitrator) {
            arbitrator.arbitrate(occasion, proposals, false, arbitration);
            if (arbitration.slot(toFill - 1).winner() == null) {
                throw new IllegalStateException("placement " + toFill + " is not filled");
            }
            return arbitration;
        }
    }

    @Setup(Level.Trial)
    public void start(Scene scene) {
        arbitrator = new Arbitrator(scene.pack().catalogue());
        round = new Round(scene, proposals);
    }

    @Benchmark
    public Arbitration arbitrate() {
        return round.decidedBy(arbitrator);
    }
}
