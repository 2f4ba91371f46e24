package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.journey.Updates;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose end is damaged, met by the whole update path: nothing that was acknowledged is lost in silence. */
class EndOfJournalTest {

    private static final String SCHEMA = "person:\n  city: text\n";
    private static final int PEOPLE = 200;

    @TempDir
    private Path dir;

    private long last;

    @BeforeEach
    void load() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(updates.change(put(i)).done()).isTrue();
            }
            last = updates.path().journal().lastPosition();
        }
    }

    @Test
    void aLastRecordThatWasTornBeforeItWasAcknowledgedIsTakenOut() throws IOException {
        tear("city-" + (PEOPLE - 1));
        try (JournalState state = JournalState.open(dir.resolve("journal"))) {
            state.begin();
            state.appended(last - 1);
        }
        deleteProfiles();

        try (Updates updates = Updates.open(dir, SCHEMA)) {
            assertHas(updates, PEOPLE - 1);
            assertThat(updates.profiles().find(key(PEOPLE - 1))).isNull();
            assertThat(updates.change(put(PEOPLE - 1)).done()).isTrue();
            assertHas(updates, PEOPLE);
        }
    }

    @Test
    void anAcknowledgedLastRecordThatIsDamagedIsNotPassedOver() throws IOException {
        tear("city-" + (PEOPLE - 1));
        deleteProfiles();

        assertThatThrownBy(() -> Updates.open(dir, SCHEMA)).hasMessageContaining("onDamage: skip");
    }

    @Test
    void aFileThatIsCutShortIsRefusedWithWhatToDoAndGoesOnWhenItIsPutBack() throws IOException {
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 100, whole.length / 100}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Updates.open(dir, SCHEMA))
                    .hasMessageContaining("missing at the end")
                    .hasMessageContaining("onDamage: skip");
        }
        Files.write(file(), whole);

        try (Updates updates = Updates.open(dir, SCHEMA)) {
            assertHas(updates, PEOPLE);
        }
    }

    private static void assertHas(Updates updates, int people) {
        for (int i = 0; i < people; i++) {
            assertThat(updates.profiles().find(key(i)).attributes()).containsEntry("city", "city-" + i);
        }
    }

    private void tear(String text) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        bytes[at] ^= 1;
        Files.write(file(), bytes);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private void deleteProfiles() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(dir.resolve("profiles"))) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static Change put(int number) {
        return new Change.Replace(key(number), ProfileData.of(Map.of("city", "city-" + number)));
    }

    private static ProfileKey key(int number) {
        return new ProfileKey(Kind.PERSON, "c-" + number);
    }
}
