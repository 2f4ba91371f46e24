package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalOptions;
import dev.kairos.profile.Change;
import dev.kairos.profile.Digest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with {@code kill -9} at random points of a mixed load of touchpoints, merges, splits, timers and
 * profile writes. After each restart nothing acknowledged is missing, and profiles and actions are those that the same
 * journal gives when it is applied afresh: so nothing was applied twice. {@code -Dkairos.kills=200} for many.
 */
class UpdateKillTest {

    private static final int KILLS = Integer.getInteger("kairos.kills", 2);
    private static final long SEED = Long.getLong("kairos.seed", 11);
    /** The journal grows, and with it what each check costs. */
    private static final int KILLS_OF_ONE_JOURNAL = 5;

    @TempDir
    private Path temp;

    @Test
    void whatIsAcknowledgedIsThereOnceHoweverOftenTheProcessDies() throws Exception {
        Random random = new Random(SEED);
        Path dir = temp;
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % KILLS_OF_ONE_JOURNAL == 0) {
                dir = Files.createDirectory(temp.resolve("run-" + kill));
                Updates.writePack(dir.resolve("pack"), MixedLoad.SCHEMA, MixedLoad.JOURNEYS, MixedLoad.RULES);
            }
            loadUntilKilled(dir, random.nextLong(), kill * 1_000_000L, random.nextInt(2_500));
            verify(dir, kill);
            System.out.println("kill " + (kill + 1) + " of " + KILLS + " is recovered from");
        }
    }

    private static void loadUntilKilled(Path dir, long seed, long first, int millis) throws Exception {
        Process process = new ProcessBuilder(command(dir, seed, first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader()) {
            for (String line = output.readLine(); line != null && !line.equals("open"); ) {
                line = output.readLine();
            }
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void verify(Path dir, int kill) throws IOException {
        long timeMs = timeOfLastRecord(dir);
        // The time stands still, so that nothing comes due while it is looked at.
        Digest recovered;
        try (Updates updates = Updates.open(dir, InstantSource.fixed(Instant.ofEpochMilli(timeMs)), Updates.SETTINGS)) {
            recovered = updates.profiles().digest();
            assertThat(updates.profiles().countedDigest()).isEqualTo(recovered);
            try (JournalCursor after =
                    updates.path().journal().cursor(updates.profiles().position() + 1)) {
                assertThat(after.next()).isFalse();
            }
        }
        assertThat(recordedIn(dir)).containsAll(Files.readAllLines(dir.resolve("acknowledged")));
        Path fresh = copyOfJournal(dir, temp.resolve("fresh-" + kill));
        try (Updates updates =
                Updates.open(fresh, InstantSource.fixed(Instant.ofEpochMilli(timeMs)), Updates.SETTINGS)) {
            assertThat(updates.profiles().digest()).isEqualTo(recovered);
        }
        assertThat(actions(dir)).isEqualTo(actions(fresh));
    }

    private static long timeOfLastRecord(Path dir) {
        try (Journal journal = Journal.open(dir.resolve("journal"), JournalOptions.DEFAULT);
                JournalCursor cursor = journal.cursor(journal.lastPosition())) {
            return cursor.next() ? cursor.timeMs() : 0;
        }
    }

    private static Set<String> recordedIn(Path dir) {
        Set<String> recorded = new HashSet<>();
        RecordCodec codec = new RecordCodec();
        try (Journal journal = Journal.open(dir.resolve("journal"), JournalOptions.DEFAULT);
                JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                JournalRecord record = codec.decode(cursor.bytes(), 0, cursor.length());
                if (record instanceof JournalRecord.Touch touch) {
                    recorded.add("t " + touch.touchpoint().messageId());
                } else if (record instanceof JournalRecord.Changed changed) {
                    recorded.add("c " + number(changed.change()));
                }
            }
        }
        return recorded;
    }

    private static Object number(Change change) {
        if (change instanceof Change.Merge merge) {
            return merge.patch().attributes().get("number");
        }
        return change instanceof Change.Replace replace
                ? replace.data().attributes().get("number")
                : "";
    }

    static List<ActionRecord> actions(Path dir) {
        List<ActionRecord> actions = new ArrayList<>();
        ActionCodec codec = new ActionCodec();
        try (Journal journal = Journal.open(dir.resolve("actions"), JournalOptions.DEFAULT);
                JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                actions.add(codec.decode(cursor.bytes(), cursor.length()));
            }
        }
        return actions;
    }

    static Path copyOfJournal(Path dir, Path to) throws IOException {
        for (String folder : List.of("journal", "packs", "pack")) {
            try (Stream<Path> files = Files.walk(dir.resolve(folder))) {
                for (Path file : files.toList()) {
                    Path target = to.resolve(dir.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                }
            }
        }
        return to;
    }

    private static List<String> command(Path dir, long seed, long first) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add") || argument.startsWith("-Dchronicle")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledUpdates.class.getName(),
                dir.toString(),
                Long.toString(seed),
                Long.toString(first)));
        return command;
    }
}
