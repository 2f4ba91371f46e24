package dev.kairos.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Counter.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows against a list of all that was added, over seeded histories in seeded orders. */
class WindowOracleTest {

    private static final int HISTORIES = Integer.getInteger("kairos.test.histories", 400);
    private static final long START = 1_700_000_000_000L;

    private record Added(long atMs, long raw) {}

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isWithinItsBoundOfTheTruth(Kind kind) {
        Random random = new Random(11);
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(random, kind);
            byte[] cell = history.cell(history.added);

            for (int n = 0; n < 20; n++) {
                long now = history.lastMs + (long) (random.nextDouble() * 1.5 * history.windowMs);
                check(history, kind, now, history.window.read(cell, 0, now));
            }
        }
    }

    private static void check(History history, Kind kind, long now, long read) {
        List<Added> sure = history.within(now, history.windowMs);
        switch (kind) {
            case COUNT ->
                assertThat(read).isBetween((long) sure.size(), (long)
                        history.within(now, history.boundMs()).size());
            case SUM -> {
                // every value is positive, so that the error has a direction
                long least = sure.stream().mapToLong(Added::raw).sum();
                long most = history.within(now, history.boundMs()).stream()
                        .mapToLong(Added::raw)
                        .sum();
                assertThat(read).isBetween(least, most);
            }
            case DISTINCT -> {
                long exact = sure.stream().map(Added::raw).distinct().count();
                assertThat(read).isEqualTo(Math.min(exact, 16));
            }
            case LAST ->
                assertThat(read)
                        .isEqualTo(sure.stream()
                                .max((a, b) ->
                                        a.atMs == b.atMs ? Long.compare(a.raw, b.raw) : Long.compare(a.atMs, b.atMs))
                                .map(Added::raw)
                                .orElse(Window.MISSING));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anyOrderGivesTheSameBytes(Kind kind) {
        Random random = new Random(12);
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(random, kind);
            byte[] expected = history.cell(history.added);

            List<Added> shuffled = new ArrayList<>(history.added);
            Collections.shuffle(shuffled, random);

            assertThat(history.cell(shuffled)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anyWayOfMergingGivesTheSameBytes(Kind kind) {
        Random random = new Random(13);
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(random, kind);
            byte[] expected = history.cell(history.added);

            List<byte[]> parts = new ArrayList<>(
                    history.added.stream().collect(Collectors.groupingBy(a -> random.nextInt(4))).values().stream()
                            .map(history::cell)
                            .toList());
            parts.add(new byte[history.window.bytes()]);
            while (parts.size() > 1) {
                Collections.shuffle(parts, random);
                byte[] from = parts.remove(parts.size() - 1);
                history.window.merge(parts.get(0), 0, from, 0);
            }

            assertThat(parts.get(0)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void staysWithinItsCellWhateverIsInIt(Kind kind) {
        Random random = new Random(14);
        for (int i = 0; i < 20 * HISTORIES; i++) {
            Window window = new History(random, kind).window;
            int bytes = window.bytes();
            byte[] around = new byte[3 * bytes];
            random.nextBytes(around);
            if (random.nextBoolean()) {
                // a plausible first number: the newest bucket's, or a time
                Cells.putLong(around, bytes, (START + random.nextInt()) / (1 + random.nextInt(1_000_000)));
            }
            byte[] before = around.clone();
            byte[] other = new byte[bytes];
            random.nextBytes(other);

            long now = random.nextInt(4) == 0 ? random.nextLong() : START + random.nextInt();
            window.read(around, bytes, now);
            window.add(around, bytes, now - random.nextInt(1_000_000), random.nextLong(), now);
            window.merge(around, bytes, other, 0);
            window.add(around, bytes, random.nextLong(), random.nextLong(), random.nextLong());

            assertThat(java.util.Arrays.mismatch(around, 0, bytes, before, 0, bytes))
                    .isEqualTo(-1);
            assertThat(java.util.Arrays.mismatch(around, 2 * bytes, 3 * bytes, before, 2 * bytes, 3 * bytes))
                    .isEqualTo(-1);
        }
    }

    /** Some dozens of touchpoints over up to four windows, close together or far apart. */
    private static final class History {

        final long windowMs;
        final Window window;
        final List<Added> added = new ArrayList<>();
        long lastMs = START;

        History(Random random, Kind kind) {
            windowMs = Duration.ofMinutes(1 + random.nextInt(60 * 24 * 40)).toMillis() + random.nextInt(1000);
            window = Window.of(new Counter(
                    "c",
                    "e",
                    null,
                    kind,
                    kind == Kind.COUNT ? null : "f",
                    Duration.ofMillis(windowMs),
                    AttributeType.LONG));
            int values = 1 + random.nextInt(40);
            for (int i = random.nextInt(80); i > 0; i--) {
                long at = START + (long) (random.nextDouble() * random.nextDouble() * 4 * windowMs);
                added.add(new Added(at, 1 + random.nextInt(values)));
                lastMs = Math.max(lastMs, at);
            }
        }

        byte[] cell(List<Added> inOrder) {
            byte[] cell = new byte[window.bytes()];
            inOrder.forEach(a -> window.add(cell, 0, a.atMs, a.raw, lastMs));
            return cell;
        }

        /** What may still count: see {@link Buckets}. */
        long boundMs() {
            return windowMs + windowMs / 32 + 33;
        }

        List<Added> within(long nowMs, long lengthMs) {
            return added.stream().filter(a -> nowMs - a.atMs < lengthMs).toList();
        }
    }
}
