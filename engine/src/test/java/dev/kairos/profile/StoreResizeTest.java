package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreResizeTest {

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();

    @Test
    void keepsEverythingAndTakesMore() throws IOException {
        Map<String, ProfileData> written = fill();
        List<String> told = new ArrayList<>();

        ProfileStore.resize(dir, 5_000, (done, total) -> told.add(done + "/" + total));

        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(store.capacity()).isEqualTo(5_000);
            written.forEach((id, data) ->
                    assertThat(store.find(Stores.person(id))).as(id).isEqualTo(data));
            assertThat(Stores.put(store, "new", Map.of())).isEqualTo(WriteResult.CREATED);
            assertThat(told).last().isEqualTo(written.size() + "/" + written.size());
        }
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.filter(file -> file.toString().endsWith(".map"))).hasSize(1);
        }
    }

    @Test
    void keepsWhatAKilledProcessLeft() throws IOException {
        Path copy = dir.resolve("copy");
        try (ProfileStore store = Stores.open(dir.resolve("original"), schema)) {
            Stores.put(store, "c-42", ProfileViewTest.full());
            Stores.asIfKilled(dir.resolve("original"), copy);
        }

        ProfileStore.resize(copy, 2_000, (done, total) -> {});

        try (ProfileStore store = Stores.open(copy, schema)) {
            assertThat(store.find(Stores.person("c-42"))).isEqualTo(ProfileViewTest.full());
            assertThat(store.capacity()).isEqualTo(2_000);
        }
    }

    @Test
    void refusesWhatIsTooSmallInUseOrNotThere() {
        Map<String, ProfileData> written = fill();

        assertThatThrownBy(() -> ProfileStore.resize(dir, 10, (done, total) -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("too small");
        assertThatThrownBy(() -> ProfileStore.resize(dir.resolve("nothing"), 10, (done, total) -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no profile store");
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThatThrownBy(() -> ProfileStore.resize(dir, 5_000, (done, total) -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use");
            assertThat(store.size()).isEqualTo(written.size());
        }
    }

    private Map<String, ProfileData> fill() {
        RandomProfiles profiles = new RandomProfiles(new Random(7));
        Map<String, ProfileData> written = new HashMap<>();
        try (ProfileStore store = Stores.open(dir, schema)) {
            for (int i = 0; i < 500; i++) {
                ProfileData random = profiles.person(schema.attributes(), 1);
                ProfileData data = new ProfileData(
                        random.attributes(),
                        random.household(),
                        random.company(),
                        Set.of(),
                        random.consent(),
                        random.contacts());
                Stores.put(store, "c-" + i, data);
                written.put("c-" + i, data);
            }
        }
        return written;
    }
}
