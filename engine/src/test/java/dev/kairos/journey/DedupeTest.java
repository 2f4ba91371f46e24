package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeTest {

    private static final long HORIZON_MS = 1_000;
    private static final int MESSAGES = 1_024;

    @TempDir
    private Path dir;

    @Test
    void knowsAMessageThatCameBefore() throws IOException {
        try (Dedupe dedupe = open("a")) {
            assertThat(dedupe.isRepeated("m-1", 10, 5_000)).isFalse();
            assertThat(dedupe.isRepeated("m-2", 11, 5_000)).isFalse();

            assertThat(dedupe.isRepeated("m-1", 12, 5_999)).isTrue();
        }
    }

    @Test
    void aRecordIsNoRepetitionOfItself() throws IOException {
        try (Dedupe dedupe = open("a")) {
            dedupe.isRepeated("m-1", 10, 5_000);
            dedupe.isRepeated("m-1", 11, 5_000);

            assertThat(dedupe.isRepeated("m-1", 10, 5_000)).isFalse();
            assertThat(dedupe.isRepeated("m-1", 11, 5_000)).isTrue();
        }
    }

    @Test
    void aRepetitionStaysOneWhenItIsLookedAtAgainInTheNextStretch() throws IOException {
        try (Dedupe dedupe = open("a")) {
            dedupe.isRepeated("m-1", 10, 5_500);

            assertThat(dedupe.isRepeated("m-1", 20, 6_000)).isTrue();
            assertThat(dedupe.isRepeated("m-1", 20, 6_000)).isTrue();
        }
    }

    @Test
    void forgetsAfterTwiceTheHorizonAndNotBeforeOnce() throws IOException {
        try (Dedupe dedupe = open("a")) {
            dedupe.isRepeated("m-1", 10, 5_999);
            dedupe.isRepeated("m-2", 11, 5_000);

            assertThat(dedupe.isRepeated("m-1", 12, 6_999)).isTrue();
            assertThat(dedupe.isRepeated("m-2", 13, 7_000)).isFalse();
            assertThat(dedupe.isRepeated("m-1", 14, 9_999)).isFalse();
        }
    }

    @Test
    void outlivesTheProcess() throws IOException {
        try (Dedupe dedupe = open("a")) {
            dedupe.at(10);
            dedupe.isRepeated("m-1", 10, 5_000);
        }
        try (Dedupe again = open("a")) {
            assertThat(again.goesWith(10)).isTrue();
            assertThat(again.isRepeated("m-1", 11, 5_000)).isTrue();
        }
    }

    @Test
    void goesWithTheRecordBeforeTheOneThatWasBeingApplied() throws IOException {
        try (Dedupe dedupe = open("a")) {
            dedupe.at(10);
            dedupe.at(11);

            assertThat(dedupe.goesWith(10)).isTrue();
            assertThat(dedupe.goesWith(11)).isTrue();
            assertThat(dedupe.goesWith(9)).isFalse();
            assertThat(dedupe.goesWith(12)).isFalse();
        }
    }

    @Test
    void isMadeAnewForOtherSettingsOrAfterDamage() throws IOException {
        try (Dedupe dedupe = open("a")) {
            dedupe.isRepeated("m-1", 10, 5_000);
        }
        try (Dedupe other = Dedupe.open(dir.resolve("a"), MESSAGES, 2 * HORIZON_MS)) {
            assertThat(other.isRepeated("m-1", 11, 5_000)).isFalse();
        }
        Files.write(dir.resolve("a"), new byte[3]);
        try (Dedupe mended = open("a")) {
            assertThat(mended.goesWith(10)).isFalse();
            assertThat(mended.isRepeated("m-1", 11, 5_000)).isFalse();
        }
    }

    @Test
    void staysOfOneSizeAndStillKnowsTheLatestMessages() throws IOException {
        try (Dedupe dedupe = open("a")) {
            long size = Files.size(dir.resolve("a"));
            for (int i = 0; i < 20 * MESSAGES; i++) {
                assertThat(dedupe.isRepeated("m-" + i, i, 5_000)).isFalse();
            }

            for (int i = 19 * MESSAGES; i < 20 * MESSAGES; i++) {
                assertThat(dedupe.isRepeated("m-" + i, 100_000 + i, 5_000)).isTrue();
            }
            assertThat(Files.size(dir.resolve("a"))).isEqualTo(size);
        }
    }

    /** What it answers is the same when it lived through all of it and when it was filled from the journal. */
    @Test
    void whatItKnowsDependsOnTheLastTwoStretchesOnly() throws IOException {
        Random random = new Random(3);
        List<String> ids = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        long timeMs = 0;
        for (int i = 0; i < 40_000; i++) {
            timeMs += random.nextInt(3) == 0 ? 1 : 0;
            ids.add("m-" + (random.nextInt(4) == 0 ? Math.max(0, i - random.nextInt(6_000)) : i));
            times.add(timeMs);
        }
        List<Boolean> lived = new ArrayList<>();
        try (Dedupe dedupe = open("lived")) {
            for (int i = 0; i < ids.size(); i++) {
                lived.add(dedupe.isRepeated(ids.get(i), i, times.get(i)));
            }
        }
        for (int start : new int[] {9_000, 17_777, 31_234}) {
            try (Dedupe dedupe = open("refilled-" + start)) {
                long from = dedupe.refillFromMs(times.get(start));
                for (int i = 0; i < ids.size(); i++) {
                    if (times.get(i) >= from) {
                        boolean repeated = dedupe.isRepeated(ids.get(i), i, times.get(i));
                        if (i >= start) {
                            assertThat(repeated).isEqualTo(lived.get(i));
                        }
                    }
                }
            }
        }
    }

    private Dedupe open(String name) throws IOException {
        return Dedupe.open(dir.resolve(name), MESSAGES, HORIZON_MS);
    }
}
