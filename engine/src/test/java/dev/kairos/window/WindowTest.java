package dev.kairos.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Counter.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void countsWhatIsWithinAndForgetsWhatIsOlder() {
        Cell cell = new Cell(Kind.COUNT, AttributeType.LONG, Duration.ofDays(7));

        cell.add(NOW - 6 * DAY, 0);
        cell.add(NOW, 0);

        assertThat(cell.read(NOW)).isEqualTo(2);
        assertThat(cell.read(NOW + DAY - 1)).isEqualTo(2);
        assertThat(cell.read(NOW + 2 * DAY)).isEqualTo(1);
        assertThat(cell.read(NOW + 8 * DAY)).isZero();
    }

    @Test
    void anEmptyCellHasNothing() {
        for (Kind kind : Kind.values()) {
            Cell cell = new Cell(kind, AttributeType.LONG, Duration.ofDays(7));

            assertThat(cell.read(NOW)).isEqualTo(kind == Kind.LAST ? Window.MISSING : 0);
        }
    }

    @Test
    void putsALateOneIntoItsBucket() {
        Cell cell = new Cell(Kind.COUNT, AttributeType.LONG, Duration.ofDays(7));

        cell.add(NOW, 0);
        cell.add(NOW - 6 * DAY, 0);
        cell.add(NOW - 9 * DAY, 0);

        assertThat(cell.read(NOW)).isEqualTo(2);
        assertThat(cell.read(NOW + 2 * DAY)).isEqualTo(1);
    }

    @Test
    void takesTheFutureForNow() {
        for (Kind kind : Kind.values()) {
            Cell early = new Cell(kind, AttributeType.LONG, Duration.ofDays(7));
            Cell right = new Cell(kind, AttributeType.LONG, Duration.ofDays(7));

            early.window.add(early.bytes, 0, NOW + 40_000 * DAY, 5, NOW);
            right.add(NOW, 5);

            assertThat(early.bytes).isEqualTo(right.bytes);
        }
    }

    @Test
    void sumsWhatIsNoLongAnyMore() {
        Cell cell = new Cell(Kind.SUM, AttributeType.LONG, Duration.ofDays(7));

        cell.add(NOW, Long.MAX_VALUE);
        cell.add(NOW, Long.MAX_VALUE);
        assertThat(cell.read(NOW)).isEqualTo(Long.MAX_VALUE);

        cell.add(NOW - DAY, -Long.MAX_VALUE);
        cell.add(NOW, -Long.MAX_VALUE + 3);
        assertThat(cell.read(NOW)).isEqualTo(3);

        cell.add(NOW, Long.MIN_VALUE);
        cell.add(NOW, Long.MIN_VALUE);
        assertThat(cell.read(NOW)).isEqualTo(-Long.MAX_VALUE);
    }

    @Test
    void sumsDecimalsToTheMillionthWhateverTheirOrder() {
        Cell cell = new Cell(Kind.SUM, AttributeType.DECIMAL, Duration.ofDays(7));

        for (int i = 0; i < 10; i++) {
            cell.add(NOW, Double.doubleToRawLongBits(0.1));
        }
        cell.add(NOW, Double.doubleToRawLongBits(129.95));
        cell.add(NOW, Double.doubleToRawLongBits(Double.NaN));

        assertThat(Double.longBitsToDouble(cell.read(NOW))).isEqualTo(130.95);

        cell.add(NOW, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
        cell.add(NOW, Double.doubleToRawLongBits(1e300));
        assertThat(Double.longBitsToDouble(cell.read(NOW))).isCloseTo(2 * 9.223372036854775E12, within(1e4));
    }

    @Test
    void remembersTheLastByWhenItHappened() {
        Cell cell = new Cell(Kind.LAST, AttributeType.KEYWORD, Duration.ofDays(7));

        cell.add(NOW - DAY, 3);
        cell.add(NOW - 2 * DAY, 9);
        assertThat(cell.read(NOW)).isEqualTo(3);

        cell.add(NOW - DAY, 7);
        cell.add(NOW - DAY, 5);
        assertThat(cell.read(NOW)).isEqualTo(7);
        assertThat(cell.read(NOW + 6 * DAY - 1)).isEqualTo(7);
        assertThat(cell.read(NOW + 6 * DAY)).isEqualTo(Window.MISSING);
    }

    @Test
    void remembersValuesThatLookLikeNone() {
        Cell decimals = new Cell(Kind.LAST, AttributeType.DECIMAL, Duration.ofDays(7));
        Cell longs = new Cell(Kind.LAST, AttributeType.LONG, Duration.ofDays(7));

        decimals.add(NOW, Double.doubleToRawLongBits(-0.0));
        longs.add(NOW, Long.MIN_VALUE);

        assertThat(Double.longBitsToDouble(decimals.read(NOW))).isEqualTo(0.0);
        assertThat(longs.read(NOW)).isEqualTo(-Long.MAX_VALUE);
    }

    @Test
    void tellsSixteenApart() {
        Cell cell = new Cell(Kind.DISTINCT, AttributeType.KEYWORD, Duration.ofDays(7));

        for (int value = 0; value < 40; value++) {
            cell.add(NOW - 40 + value, value % 8);
        }
        assertThat(cell.read(NOW)).isEqualTo(8);

        for (int value = 0; value < 40; value++) {
            cell.add(NOW, value);
        }
        assertThat(cell.read(NOW)).isEqualTo(16);
    }

    @Test
    void aBucketCountsToItsBound() {
        Cell cell = new Cell(Kind.COUNT, AttributeType.LONG, Duration.ofDays(7));
        for (int i = 0; i < 70_000; i++) {
            cell.add(NOW, 0);
        }

        assertThat(cell.read(NOW)).isEqualTo(65_535);
    }

    @Test
    void ignoresWhatIsNoTime() {
        for (Kind kind : Kind.values()) {
            Cell cell = new Cell(kind, AttributeType.LONG, Duration.ofDays(7));

            cell.add(Long.MIN_VALUE, 1);
            cell.add(-1, 1);
            cell.add(0, 1);

            assertThat(cell.bytes).containsOnly(0);
        }
    }

    @Test
    void worksForTheShortestAndTheLongestWindow() {
        for (Duration window : new Duration[] {Duration.ofMillis(1), Duration.ofDays(3660)}) {
            Cell cell = new Cell(Kind.COUNT, AttributeType.LONG, window);

            cell.add(NOW, 0);

            assertThat(cell.read(NOW)).isEqualTo(1);
            assertThat(cell.read(NOW + 2 * window.toMillis() + 64)).isZero();
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    /** A cell of its own. */
    private static final class Cell {

        final Window window;
        final byte[] bytes;

        Cell(Kind kind, AttributeType type, Duration length) {
            window = Window.of(new Counter("c", "e", null, kind, kind == Kind.COUNT ? null : "f", length, type));
            bytes = new byte[window.bytes()];
        }

        void add(long eventMs, long raw) {
            window.add(bytes, 0, eventMs, raw, NOW);
        }

        long read(long nowMs) {
            return window.read(bytes, 0, nowMs);
        }
    }
}
