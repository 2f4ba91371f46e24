package dev.kairos.bench;

import java.util.Random;

/** Ranks by a Zipf distribution, scattered over the ids so that neighbours in rank are none in memory. Seeded. */
public final class Zipf {

    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private final double[] cumulative;
    private final int[] idOfRank;
    private final Random random;

    public Zipf(int size, double exponent, long seed) {
        cumulative = new double[size];
        idOfRank = new int[size];
        random = new Random(seed);
        double sum = 0;
        for (int rank = 0; rank < size; rank++) {
            sum += 1 / Math.pow(rank + 1, exponent);
            cumulative[rank] = sum;
            idOfRank[rank] = (int) Long.remainderUnsigned((rank + 1) * SCATTER, size);
        }
    }

    public int next() {
        double wanted = random.nextDouble() * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return idOfRank[low];
    }
}
