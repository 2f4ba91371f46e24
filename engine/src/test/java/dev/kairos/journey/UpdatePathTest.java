package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdatePathTest {

    private static final String SCHEMA = "person:\n  age: int\n  city: keyword\n";

    @TempDir
    private Path dir;

    @Test
    void aChangeThatIsWaitedForIsThereAtOnce() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            for (int i = 0; i < 200; i++) {
                assertThat(updates.change(put("c-1", i))).isEqualTo(i == 0 ? WriteResult.CREATED : WriteResult.UPDATED);
                assertThat(age(updates, "c-1")).isEqualTo(i);
            }
        }
    }

    @Test
    void tellsEachOfManyHowItEnded() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            WriteResult[] results = updates.changes(
                    List.of(
                            put("c-1", 1),
                            new Change.Erase(key("nobody")),
                            new Change.Replace(key("c-2"), ProfileData.of(Map.of("shoeSize", 42))),
                            put("c-1", 2)),
                    Wait.APPLIED);

            assertThat(results)
                    .containsExactly(
                            WriteResult.CREATED, WriteResult.NOT_FOUND, WriteResult.INVALID, WriteResult.UPDATED);
        }
    }

    @Test
    void whatIsNotWaitedForIsAcceptedAndThereAfterARestart() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            assertThat(updates.changes(List.of(put("c-1", 7)), Wait.NONE)).containsExactly(WriteResult.ACCEPTED);
        }
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            assertThat(age(updates, "c-1")).isEqualTo(7);
        }
    }

    @Test
    void manySendersAreToldOfTheirOwnChanges() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            List<CompletableFuture<WriteResult[]>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                CompletableFuture<WriteResult[]> result = new CompletableFuture<>();
                int number = i;
                CompletableFuture.runAsync(() -> updates.intake()
                        .changes(
                                List.of(put("c-" + number, number), put("c-" + number, number + 1)),
                                Wait.APPLIED,
                                result::complete));
                all.add(result);
            }

            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).join()).containsExactly(WriteResult.CREATED, WriteResult.UPDATED);
                assertThat(age(updates, "c-" + i)).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void refusesWhatComesAfterItWasClosed() {
        Updates updates = Updates.open(dir, SCHEMA);
        updates.close();

        assertThat(updates.changes(List.of(put("c-1", 1)), Wait.APPLIED)).containsExactly(WriteResult.CLOSED);
    }

    @Test
    void anEmptyListIsDoneAtOnce() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            assertThat(updates.changes(List.of(), Wait.APPLIED)).isEmpty();
            assertThat(updates.touch()).isEqualTo(Receipt.TAKEN);
        }
    }

    @Test
    void keepsACopyOfEachPackThatCounted() throws IOException {
        Updates.open(dir, SCHEMA).close();
        Updates.open(dir, SCHEMA + "  shoeSize: int\n").close();
        Updates.open(dir, SCHEMA + "  shoeSize: int\n").close();

        try (Stream<Path> copies = Files.list(dir.resolve("packs")).filter(Files::isDirectory)) {
            assertThat(copies).hasSize(2);
        }
    }

    @Test
    void refusesASchemaThatTheProfilesCannotFollowAndStaysUsable() {
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            updates.change(put("c-1", 1));
        }
        assertThatThrownBy(() -> Updates.open(dir, "person:\n  age: boolean\n  city: keyword\n"))
                .hasMessageContaining("age");
        try (Updates updates = Updates.open(dir, SCHEMA)) {
            assertThat(age(updates, "c-1")).isEqualTo(1);
        }
    }

    private static Object age(Updates updates, String id) {
        return updates.profiles().find(key(id)).attributes().get("age");
    }

    private static Change put(String id, int age) {
        return new Change.Replace(key(id), ProfileData.of(Map.of("age", age)));
    }

    private static ProfileKey key(String id) {
        return new ProfileKey(Kind.PERSON, id);
    }
}
