package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalOptions;
import dev.kairos.profile.Change;
import dev.kairos.profile.Digest;
import dev.kairos.profile.Killing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with {@code kill -9} at random points of a mixed load of touchpoints, merges, splits, timers and
 * profile writes, with a snapshot under way most of the time; every fourth time the process that recovers from it is
 * killed as well. After each restart nothing acknowledged is missing, and profiles and actions are those that the same
 * journal gives when it is applied afresh, or from the newest snapshot on: so nothing was applied twice.
 * {@code -Dkairos.kills=200} for many, {@code -Dkairos.seed=12} for others. The folders of one that fails are kept.
 */
class UpdateKillTest {

    private static final int KILLS = Integer.getInteger("kairos.kills", 2);
    private static final long SEED = Long.getLong("kairos.seed", 11);
    /** The journal grows, and with it what each check costs. */
    private static final int KILLS_OF_ONE_JOURNAL = 5;

    private static final String SNAPSHOTS = "profiles/snapshots";
    private static final List<String> JOURNAL = List.of("journal", "packs", "pack");
    private static final List<String> JOURNAL_AND_SNAPSHOTS = List.of("journal", "packs", "pack", "actions", SNAPSHOTS);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
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
            loadUntilKilled(dir, random, kill * 2_000_000L, KilledUpdates.OPEN, 2_000);
            boolean again = random.nextInt(4) == 0;
            if (again) {
                loadUntilKilled(dir, random, kill * 2_000_000L + 1_000_000, KilledUpdates.STARTED, 3_000);
            }
            String which = "kill " + (kill + 1) + " of " + KILLS + " of the seed " + SEED + (again ? ", another" : "")
                    + (isSnapshotUnderWay(dir) ? ", in a snapshot" : "");
            verify(dir, which);
            System.out.println(which + ": all is there, once");
        }
    }

    /** The kill comes up to so many milliseconds after the line. */
    private static void loadUntilKilled(Path dir, Random random, long first, String line, int millis) throws Exception {
        Process process = new ProcessBuilder(Killing.command(
                        KilledUpdates.class, dir.toString(), Long.toString(random.nextLong()), Long.toString(first)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader()) {
            while (!line.equals(output.readLine())) {
                assertThat(process.isAlive()).as("alive").isTrue();
            }
            boolean ended = process.waitFor(random.nextInt(millis), TimeUnit.MILLISECONDS);
            assertThat(ended).as("ended by itself").isFalse();
            process.toHandle().destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean isSnapshotUnderWay(Path dir) throws IOException {
        Path snapshots = dir.resolve(SNAPSHOTS);
        if (!Files.exists(snapshots)) {
            return false;
        }
        try (Stream<Path> files = Files.list(snapshots)) {
            return files.anyMatch(file -> !file.toString().matches(".*snapshot-\\d+"));
        }
    }

    private void verify(Path dir, String which) throws IOException {
        Digest recovered = recover(dir, which);
        Set<String> missing = new HashSet<>(Files.readAllLines(dir.resolve("acknowledged")));
        missing.removeAll(recordedIn(dir));
        assertThat(missing).as("missing after %s", which).isEmpty();
        for (List<String> folders : List.of(JOURNAL, JOURNAL_AND_SNAPSHOTS)) {
            Path copy = copy(dir, temp.resolve("copy"), folders);
            try (Updates made = open(copy)) {
                assertThat(made.profiles().digest())
                        .as("profiles made of %s after %s", folders, which)
                        .isEqualTo(recovered);
            }
            assertThat(actions(copy)).as("actions after %s", which).isEqualTo(actions(dir));
            delete(copy);
        }
    }

    private static Digest recover(Path dir, String which) {
        try (Updates updates = open(dir)) {
            Digest recovered = updates.profiles().digest();
            assertThat(updates.profiles().countedDigest())
                    .as("digest after %s", which)
                    .isEqualTo(recovered);
            try (JournalCursor after =
                    updates.path().journal().cursor(updates.profiles().position() + 1)) {
                assertThat(after.next()).as("records left after %s", which).isFalse();
            }
            return recovered;
        }
    }

    /** The time stands still, so that nothing comes due while it is looked at. */
    private static Updates open(Path dir) {
        Instant last = Instant.ofEpochMilli(timeOfLastRecord(dir));
        return Updates.open(dir, InstantSource.fixed(last), Updates.SETTINGS);
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
        return copy(dir, to, JOURNAL);
    }

    private static Path copy(Path dir, Path to, List<String> folders) throws IOException {
        for (String folder : folders) {
            // There is no snapshot yet when the first kill comes soon.
            Files.createDirectories(dir.resolve(folder));
            Files.createDirectories(to.resolve(folder));
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

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
