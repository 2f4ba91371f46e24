package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Metrics;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process, again and again, at random points: every change that it had acknowledged must be there, and
 * every profile whole. {@code -Dkairos.kills=20} for more than the usual few.
 */
class StoreKillTest {

    private static final int KILLS = Integer.getInteger("kairos.kills", 4);
    private static final long SEED = Long.getLong("kairos.seed", 42);

    @TempDir
    Path dir;

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        Random random = new Random(SEED);
        long next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = writeUntilKilled(next, random.nextInt(4_000), random.nextInt(3_000_000));
            assertThat(acknowledged).as("nothing was acknowledged").isGreaterThanOrEqualTo(next);
            next = verify(acknowledged) + 1;
        }
    }

    /** Returns the last number acknowledged; the kill comes some nanoseconds after so many lines. */
    private long writeUntilKilled(long first, int lines, long nanos) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = first - 1;
        try (BufferedReader acknowledged = process.inputReader(StandardCharsets.US_ASCII)) {
            String line = acknowledged.readLine();
            for (int i = 0; i < lines && line != null; i++) {
                last = Long.parseLong(line);
                line = acknowledged.readLine();
            }
            long until = System.nanoTime() + nanos;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            // Through the handle: Process.destroyForcibly would close the pipe with what is still in it.
            process.toHandle().destroyForcibly();
            // What it had written to the pipe before it died counts as acknowledged.
            while (line != null) {
                last = line.matches("[0-9]+") ? Math.max(last, wholeLine(line, last)) : last;
                line = acknowledged.readLine();
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    /** The very last line can be cut off, and is then a smaller number than the one before. */
    private static long wholeLine(String line, long last) {
        long number = Long.parseLong(line);
        return number > last ? number : last;
    }

    /** Every person is whole and at least as new as acknowledged; returns the newest number found. */
    private long verify(long acknowledged) {
        long newest = acknowledged;
        StoreOptions options = StoreOptions.ofCapacity(KilledWriter.CAPACITY);
        try (ProfileStore store = ProfileStore.open(dir, KilledWriter.schema(), options, new Metrics())) {
            for (int person = 0; person < KilledWriter.PEOPLE; person++) {
                String id = "c-" + person;
                ProfileData found = store.find(Stores.person(id));
                long expected = acknowledged - Math.floorMod(acknowledged - person, KilledWriter.PEOPLE);
                if (expected < 0 && found == null) {
                    continue;
                }
                assertThat(found).as(id + " at " + acknowledged).isNotNull();
                long number = (Long) found.attributes().get("number");
                assertThat(number).as(id).isGreaterThanOrEqualTo(expected);
                assertThat(found).as(id).isEqualTo(KilledWriter.data(number));
                for (String anonymousId : found.anonymousIds()) {
                    assertThat(store.findByAnonymousId(anonymousId))
                            .as(anonymousId)
                            .isEqualTo(found);
                }
                newest = Math.max(newest, number);
            }
            long people = Math.min(KilledWriter.PEOPLE, newest + 1);
            assertThat(store.size()).as("profiles, and two links each").isEqualTo(3 * people);
        }
        return newest;
    }

    private List<String> command(long first) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.matches("--(add|sun|enable).*|-Dchronicle.*")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KilledWriter.class.getName(), dir.toString(), Long.toString(first)));
        return command;
    }
}
