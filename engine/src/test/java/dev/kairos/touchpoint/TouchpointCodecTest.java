package dev.kairos.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TouchpointCodecTest {

    private final TouchpointCodec codec = new TouchpointCodec();

    @Test
    void readsWhatItWrote() {
        RandomTouchpoints touchpoints = new RandomTouchpoints(7);

        for (int i = 0; i < 20_000; i++) {
            Touchpoint touchpoint = touchpoints.next();
            byte[] bytes = codec.encode(touchpoint, 5);
            assertThat(codec.decode(bytes, 5, bytes.length - 5)).isEqualTo(touchpoint);
            assertThat(codec.encode(touchpoint, 5)).isEqualTo(bytes);
        }
    }

    @Test
    void theSameTouchpointGivesTheSameBytesWhereverItWasMade() {
        Map<String, Object> one = Map.of("b", 1L, "a", "x", "c", true);
        Map<String, Object> other = Map.of("c", true, "a", "x", "b", 1L);

        assertThat(codec.encode(track(one), 0)).isEqualTo(new TouchpointCodec().encode(track(other), 0));
    }

    @Test
    void aUsualTouchpointIsSmall() {
        byte[] bytes = codec.encode(track(Map.of("platform", "desktop", "channel", "email", "cartValue", 129.95)), 0);

        assertThat(bytes.length).isLessThan(120);
    }

    @Test
    void refusesEveryBytesThatBreakOff() {
        byte[] bytes = codec.encode(new RandomTouchpoints(11).next(), 0);

        for (int length = 0; length < bytes.length; length++) {
            int shorter = length;
            assertThatThrownBy(() -> codec.decode(bytes, 0, shorter)).isInstanceOf(UnreadableTouchpointException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> codec.decode(longer, 0, longer.length))
                .isInstanceOf(UnreadableTouchpointException.class);
    }

    @Test
    void survivesHostileBytes() {
        Random random = new Random(3);
        RandomTouchpoints touchpoints = new RandomTouchpoints(3);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = i % 2 == 0 ? codec.encode(touchpoints.next(), 0) : new byte[random.nextInt(200)];
            if (i % 2 == 1) {
                random.nextBytes(bytes);
            }
            for (int flips = 1 + random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (bytes.length > 0 && i % 2 == 1) {
                bytes[0] = 1;
            }
            decodeOrRefuse(bytes);
        }
    }

    private void decodeOrRefuse(byte[] bytes) {
        try {
            Touchpoint touchpoint = codec.decode(bytes, 0, bytes.length);
            byte[] again = codec.encode(touchpoint, 0);
            assertThat(codec.decode(again, 0, again.length)).isEqualTo(touchpoint);
        } catch (UnreadableTouchpointException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Test
    void refusesAnotherVersion() {
        byte[] bytes = codec.encode(track(Map.of()), 0);
        bytes[0] = 2;

        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .isInstanceOf(UnreadableTouchpointException.class)
                .hasMessageContaining("version");
    }

    private static Touchpoint track(Map<String, Object> properties) {
        return new Touchpoint(
                Touchpoint.Type.TRACK,
                "0199-1",
                new Who("c-42", "a-1", null, null),
                "add_to_cart",
                new When(1_710_324_074_000L, 1_710_324_075_000L),
                Contents.of(Properties.of(properties)));
    }
}
