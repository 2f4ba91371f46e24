package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hand-over of a body's pieces, step by step on one thread: a read waits for nothing where pieces are there. */
@Timeout(10)
class BodyStreamTest {

    private static final int PIECE = 64 * 1024;

    private final AtomicInteger toldToGoOn = new AtomicInteger();
    private final BodyStream body = new BodyStream(toldToGoOn::incrementAndGet);

    @Test
    void pausesWhenEnoughIsHeldAndGoesOnOnceWhenHalfOfItIsRead() throws IOException {
        assertThat(body.offer(new byte[PIECE])).isFalse();
        assertThat(body.offer(new byte[PIECE])).isFalse();
        assertThat(body.offer(new byte[PIECE])).isFalse();
        assertThat(body.offer(new byte[PIECE])).isTrue();

        readOne();
        readOne();
        assertThat(toldToGoOn).hasValue(0);
        readOne();
        assertThat(toldToGoOn).hasValue(1);
        readOne();
        assertThat(toldToGoOn).hasValue(1);
    }

    @Test
    void goesOnAlthoughAPieceWasStillOnItsWayWhenItPaused() throws IOException {
        for (int i = 0; i < 4; i++) {
            body.offer(new byte[PIECE]);
        }
        readOne();
        readOne();

        assertThat(body.offer(new byte[PIECE / 4])).isTrue();

        readOne();
        readOne();
        assertThat(toldToGoOn).hasValue(1);
        assertThat(body.offer(new byte[PIECE])).isFalse();
    }

    @Test
    void endsAfterWhatWasOffered() throws IOException {
        body.offer(new byte[] {7});
        body.offer(new byte[0]);
        body.end();

        assertThat(body.read()).isEqualTo(7);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void forgetsWhatWasOfferedWhenItIsBrokenOff() {
        body.offer(new byte[] {7});
        body.breakOff("the caller went away");

        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("the caller went away");
    }

    private void readOne() throws IOException {
        assertThat(body.read(new byte[PIECE])).isPositive();
    }
}
