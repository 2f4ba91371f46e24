package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalOptions;
import dev.kairos.profile.Change;
import dev.kairos.profile.Digest;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are missing or damaged: profiles are made again from what is left, or the reason is told. */
class DamageTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @TempDir
    private Path dir;

    private Digest whole;

    @BeforeEach
    void load() {
        Updates.writePack(dir.resolve("pack"), MixedLoad.SCHEMA, MixedLoad.JOURNEYS, MixedLoad.RULES);
        MixedLoad load = new MixedLoad(5, 30);
        try (Updates updates = open()) {
            for (int i = 0; i < 400; i++) {
                if (i % 5 == 4) {
                    updates.changes(List.of(load.change(i)), Wait.NONE);
                } else {
                    updates.touch(load.touchpoint(i, NOW.toEpochMilli()));
                }
                if (i == 200) {
                    updates.profiles().snapshots().take(new byte[0], 2);
                }
            }
        }
        try (Updates updates = open()) {
            whole = updates.profiles().digest();
        }
    }

    @Test
    void profilesThatAreGoneAreMadeAgainFromSnapshotAndJournal() throws IOException {
        for (Path file : files("profiles")) {
            if (!file.toString().contains("snapshot")) {
                Files.delete(file);
            }
        }

        assertIsWhole();
    }

    @Test
    void profilesAndSnapshotsThatAreGoneAreMadeAgainFromTheJournal() throws IOException {
        for (Path file : files("profiles")) {
            Files.delete(file);
        }

        assertIsWhole();
    }

    @Test
    void aFlippedBitInTheMapIsFoundAndMended() throws IOException {
        flipABit();

        assertIsWhole();
    }

    @Test
    void aFlippedBitThatIsFoundInUseIsSaidAndMendedByTheNextStart() throws Exception {
        flipABit();

        try (Updates updates = Updates.open(dir, () -> NOW, Updates.SETTINGS.with(usedAtOnce()))) {
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (updates.path().stoppedBecause() == null && System.nanoTime() < giveUp) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(updates.path().stoppedBecause()).contains("damaged", "start again");
        }
        assertIsWhole();
    }

    private static StoreOptions usedAtOnce() {
        return Updates.SETTINGS.store().withCheckedFirst(0);
    }

    private void flipABit() throws IOException {
        Path map = files("profiles").stream()
                .filter(file -> file.toString().endsWith(".map"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(map);
        int at = indexOf(bytes, "u-7");
        bytes[at + 40] ^= 4;
        Files.write(map, bytes);
    }

    @Test
    void whatWasKnownOfMessagesIsReadAgainFromTheJournal() throws IOException {
        Files.delete(dir.resolve("messages"));
        MixedLoad load = new MixedLoad(5, 30);

        try (Updates updates = open()) {
            for (int i = 0; i < 100; i++) {
                if (i % 5 == 4) {
                    load.change(i);
                } else {
                    updates.touch(load.touchpoint(i, NOW.toEpochMilli()));
                }
            }
            assertThat(updates.profiles().digest()).isEqualTo(whole);
        }
    }

    @Test
    void aMissingCopyOfThePackIsAskedFor() throws IOException {
        for (Path file : files("profiles")) {
            Files.delete(file);
        }
        Updates.writePack(dir.resolve("pack"), MixedLoad.SCHEMA + "# other\n", MixedLoad.JOURNEYS, MixedLoad.RULES);
        for (Path file : files("packs")) {
            if (!file.endsWith("history")) {
                Files.delete(file);
            }
        }
        try (Stream<Path> copies = Files.walk(dir.resolve("packs"))) {
            copies.sorted(Comparator.reverseOrder())
                    .filter(path -> Files.isDirectory(path) && !path.equals(dir.resolve("packs")))
                    .forEach(path -> path.toFile().delete());
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(UpdateException.class)
                .hasMessageContaining("put that pack's files into");
    }

    @Test
    void aJournalThatLostItsBeginningIsNotTakenForTheWhole() throws IOException {
        for (Path file : files("profiles")) {
            Files.delete(file);
        }
        for (Path file : files("journal")) {
            Files.delete(file);
        }
        try (var journal = Journal.open(dir.resolve("journal"), JournalOptions.DEFAULT)) {
            byte[] record = new RecordCodec().encode(new Change.Erase(new ProfileKey(Kind.PERSON, "c-1")));
            journal.append(1, record, 0, record.length, NOW.toEpochMilli());
        }

        assertThatThrownBy(this::open).isInstanceOf(UpdateException.class).hasMessageContaining("begins in the middle");
    }

    @Test
    void profilesBeyondTheJournalsEndAreMadeAgain() throws IOException {
        Path copy = UpdateKillTest.copyOfJournal(dir, dir.resolve("older"));
        MixedLoad load = new MixedLoad(6, 30);
        try (Updates updates = open()) {
            updates.touch(load.touchpoint(9_999, NOW.toEpochMilli()));
        }
        for (Path file : files("journal")) {
            Files.delete(file);
        }
        for (Path file : list(copy.resolve("journal"))) {
            Files.copy(file, dir.resolve("journal").resolve(file.getFileName().toString()));
        }

        assertIsWhole();
    }

    private void assertIsWhole() {
        try (Updates updates = open()) {
            assertThat(updates.profiles().digest()).isEqualTo(whole);
            assertThat(updates.profiles().countedDigest()).isEqualTo(whole);
        }
    }

    private Updates open() {
        return Updates.open(dir, () -> NOW, Updates.SETTINGS);
    }

    private List<Path> files(String folder) throws IOException {
        return list(dir.resolve(folder));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = bytes.length / 8; i < bytes.length - 100; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalStateException("not found");
    }
}
