package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files: the store opens with what it had, or says why it must be rebuilt. */
class StoreDamageTest {

    private static final int FLIPS = Integer.getInteger("kairos.flips", 40);

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();
    private final StoreOptions options = StoreOptions.ofCapacity(1_000);
    private Path whole;
    private Digest digest;

    @BeforeEach
    void make() {
        whole = dir.resolve("whole");
        try (ProfileStore store = Stores.open(whole, schema)) {
            for (int i = 1; i <= 300; i++) {
                Map<String, Object> values = Map.of("person_text", "text of " + i, "person_keyword", "word-" + i % 50);
                store.writer().apply(new Change.Replace(Stores.person("c-" + i), ProfileData.of(values)), i, 1_000 + i);
            }
            digest = store.digest();
        }
    }

    @Test
    void aFlippedBitIsNoticedOrDoesNotMatter() throws IOException {
        Random random = new Random(5);
        int noticed = 0;
        for (int i = 0; i < FLIPS; i++) {
            Path copy = Stores.asIfKilled(whole, dir.resolve("flipped-" + i));
            for (String file : new String[] {"profiles-1.map", "dictionary", "layouts", "store.properties"}) {
                if (random.nextInt(4) == 0 || file.equals("profiles-1.map")) {
                    flip(copy.resolve(file), random);
                }
            }
            if (random.nextBoolean()) {
                Files.delete(copy.resolve("clean"));
            }
            noticed += opensWholeOrSaysWhy(copy) ? 0 : 1;
        }
        assertThat(noticed).isPositive();
    }

    @Test
    void aFlippedBitInEachSmallFileIsNoticed() throws IOException {
        Random random = new Random(6);
        for (String file : new String[] {"dictionary", "layouts", "store.properties"}) {
            Path copy = Stores.asIfKilled(whole, dir.resolve("flipped-" + file));
            flip(copy.resolve(file), random);

            assertThat(reasonFor(copy)).as(file).contains("damaged");
        }
    }

    @Test
    void aFlippedBitInTheMarkFallsBackToTheOneBefore() throws IOException {
        byte[] mark = Files.readAllBytes(whole.resolve("position"));
        for (int at = 0; at < 256; at += 7) {
            Path copy = Stores.asIfKilled(whole, dir.resolve("mark-" + at));
            byte[] flipped = mark.clone();
            flipped[at] ^= 4;
            Files.write(copy.resolve("position"), flipped);

            opensWholeOrSaysWhy(copy);
        }
        Path copy = Stores.asIfKilled(whole, dir.resolve("no mark"));
        Files.delete(copy.resolve("position"));
        assertThat(reasonFor(copy)).contains("mark of how far it has got");
    }

    @Test
    void whatIsMissingOrCutOffIsNoticed() throws IOException {
        for (String file : new String[] {"profiles-1.map", "dictionary", "store.properties", "position"}) {
            Path missing = Stores.asIfKilled(whole, dir.resolve("missing-" + file));
            Files.delete(missing.resolve(file));
            assertThat(reasonFor(missing)).as(file).isNotEmpty();

            if (file.equals("position")) {
                // What is used of it is in its first bytes.
                continue;
            }
            Path cut = Stores.asIfKilled(whole, dir.resolve("cut-" + file));
            byte[] bytes = Files.readAllBytes(cut.resolve(file));
            Files.write(cut.resolve(file), Arrays.copyOf(bytes, bytes.length / 3));
            assertThat(reasonFor(cut)).as(file).isNotEmpty();
        }
    }

    @Test
    void aCrashOfTheMachineIsNoticedAndAKillIsNot() throws IOException {
        Path copy = Stores.asIfKilled(whole, dir.resolve("crashed"));
        Files.delete(copy.resolve("clean"));
        assertThat(opensWholeOrSaysWhy(copy)).isTrue();

        Files.delete(copy.resolve("clean"));
        Files.writeString(copy.resolve("open"), "another boot");
        assertThat(reasonFor(copy)).contains("when the machine went down");
    }

    @Test
    void aPositionBeyondTheJournalIsNoticed() {
        assertThat(reasonFor(whole, 299)).contains("position 300", "end of the journal at 299");
        assertThat(reasonFor(whole, 300)).isEmpty();
        assertThat(reasonFor(dir.resolve("nothing"), 300)).contains("there is no profile store");
        assertThat(reasonFor(dir.resolve("nothing"), 0)).isEmpty();
    }

    @Test
    void isMadeAnewAndKeepsTheDamagedFilesUntilDone() throws IOException {
        Path copy = Stores.asIfKilled(whole, dir.resolve("broken"));
        Files.delete(copy.resolve("position"));
        byte[] map = Files.readAllBytes(copy.resolve("profiles-1.map"));

        try (ProfileStore store = ProfileStore.rebuild(copy, schema, options, new Metrics(), (done, total) -> {})) {
            assertThat(store.position()).isZero();
            assertThat(store.size()).isZero();
            assertThat(copy.resolve("damaged/profiles-1.map")).hasBinaryContent(map);
        }
        try (ProfileStore store = Stores.open(copy, schema)) {
            assertThat(copy.resolve("damaged")).exists();
            store.rebuilt();
            assertThat(copy.resolve("damaged")).doesNotExist();
        }
    }

    @Test
    void aStoreInUseIsNoReasonToRebuildIt() {
        try (ProfileStore store = Stores.open(whole, schema)) {
            assertThat(store.size()).isEqualTo(300);
            assertThatThrownBy(() -> reasonFor(whole)).isInstanceOf(StoreException.class);
        }
    }

    /** Whether it opened. */
    private boolean opensWholeOrSaysWhy(Path copy) {
        OpenResult result = ProfileStore.open(ProfileStore.NO_JOURNAL, copy, schema, options, new Metrics());
        if (result instanceof OpenResult.Opened opened) {
            try (ProfileStore store = opened.store()) {
                assertThat(store.digest()).isEqualTo(digest);
                assertThat(store.position()).isBetween(299L, 300L);
                assertThat(store.find(Stores.person("c-7")).attributes()).containsEntry("person_text", "text of 7");
            }
            return true;
        }
        assertThat(((OpenResult.MustRebuild) result).reason()).isNotEmpty();
        return false;
    }

    private String reasonFor(Path copy) {
        return reasonFor(copy, ProfileStore.NO_JOURNAL);
    }

    private String reasonFor(Path copy, long journalEnd) {
        OpenResult result = ProfileStore.open(journalEnd, copy, schema, options, new Metrics());
        if (result instanceof OpenResult.Opened opened) {
            opened.store().close();
            return "";
        }
        return ((OpenResult.MustRebuild) result).reason();
    }

    private static void flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }
}
