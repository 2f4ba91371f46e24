package dev.kairos.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** When requests arrive, whatever becomes of those before. One thread. */
interface Arrivals {

    /** When the next one is due, in nanoseconds from the beginning; never less than the one before. */
    long nextNanos();

    /** At equal distances, the first at once. */
    static Arrivals constant(double perSecond) {
        double between = nanosBetween(perSecond);
        return new Arrivals() {
            private long count;

            @Override
            public long nextNanos() {
                return (long) (count++ * between);
            }
        };
    }

    /** Of many customers who know nothing of each other: exponentially distributed distances. The same for a seed. */
    static Arrivals poisson(double perSecond, long seed) {
        double between = nanosBetween(perSecond);
        SplittableRandom random = new SplittableRandom(seed);
        return new Arrivals() {
            private double at;

            @Override
            public long nextNanos() {
                at -= Math.log(1 - random.nextDouble()) * between;
                return (long) at;
            }
        };
    }

    private static double nanosBetween(double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate is more than 0, not " + perSecond);
        }
        return TimeUnit.SECONDS.toNanos(1) / perSecond;
    }
}
