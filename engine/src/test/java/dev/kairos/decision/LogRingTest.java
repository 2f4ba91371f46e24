package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogRingTest {

    private static final int BYTES = 1 << 20;

    private final LogRing ring = new LogRing(BYTES);
    private final Losses losses = new Losses();

    @Test
    void drainsAllThatWasTakenWhereverTheRingWraps() {
        Random random = new Random(9);
        byte[] record = new byte[100_000];
        for (int run = 0; run < 2000; run++) {
            int taken = 0;
            for (int i = random.nextInt(12); i > 0; i--) {
                taken += ring.offer(record, 50_000 + random.nextInt(50_000), 1) ? 1 : 0;
            }

            assertThat(ring.drain((type, buffer, index, length) -> {})).isEqualTo(taken);
        }
    }

    @Test
    void accountsForWhatItRefusedOnce() {
        byte[] record = new byte[100_000];
        int taken = 0;
        for (int i = 0; i < 50; i++) {
            taken += ring.offer(record, record.length, 1000 + i) ? 1 : 0;
        }

        ring.accountFor(losses);
        ring.accountFor(losses);

        assertThat(losses.count()).isEqualTo(50 - taken);
        assertThat(losses.fromMs()).isEqualTo(1000 + taken);
        assertThat(losses.toMs()).isEqualTo(1049);
    }

    @Test
    void refusesARecordThatIsTooLong() {
        byte[] record = new byte[BYTES];

        assertThat(ring.offer(record, record.length, 7)).isFalse();
        ring.accountFor(losses);

        assertThat(losses.count()).isEqualTo(1);
        assertThat(losses.fromMs()).isEqualTo(7);
    }
}
