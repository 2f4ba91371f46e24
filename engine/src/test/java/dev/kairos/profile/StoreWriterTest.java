package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWriterTest {

    private static final long T = 1_700_000_000_000L;

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofPerson(
            Schemas.person("age", AttributeType.INT),
            Schemas.person("word", AttributeType.KEYWORD),
            Schemas.person("note", AttributeType.TEXT));

    @Test
    void goesOnWhereItStopped() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(store.position()).isZero();
            assertThat(store.writer().apply(put("c-1", 1), 10, T)).isEqualTo(WriteResult.CREATED);
            store.writer().skip(12);
        }
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(store.position()).isEqualTo(12);
            assertThat(store.writer().timeMs()).isEqualTo(T);
        }
    }

    @Test
    void knowsItsPositionAfterAKill() throws IOException {
        Path killed = dir.resolve("killed");
        Digest digest;
        try (ProfileStore store = Stores.open(dir.resolve("original"), schema)) {
            store.writer().apply(put("c-1", 1), 10, T);
            store.writer().apply(new Change.Erase(Stores.person("nobody")), 11, T);
            store.writer().skip(12);
            digest = store.digest();
            Stores.asIfKilled(dir.resolve("original"), killed);
        }
        try (ProfileStore store = Stores.open(killed, schema)) {
            assertThat(store.position()).isEqualTo(12);
            assertThat(store.digest()).isEqualTo(digest);
        }
    }

    @Test
    void refusesWhatIsNotAfterTheLastRecord() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            store.writer().apply(put("c-1", 1), 10, T);

            assertThatThrownBy(() -> store.writer().apply(put("c-1", 2), 10, T))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.writer().skip(9)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sameChangesMakeTheSameStore() {
        try (ProfileStore one = Stores.open(dir.resolve("one"), schema);
                ProfileStore other = Stores.open(dir.resolve("other"), schema, 2_000)) {
            applyMany(one, 1);
            applyMany(other, 1);

            assertThat(one.digest()).isEqualTo(other.digest()).isEqualTo(one.countedDigest());
            assertThat(other.countedDigest()).isEqualTo(other.digest());

            other.writer().apply(put("c-1", 77), 5_000, T);
            assertThat(other.digest()).isNotEqualTo(one.digest());
        }
    }

    @Test
    void aStoreEmptiedComesToNothing() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            applyMany(store, 2);
            for (int i = 0; i < 100; i++) {
                store.writer().apply(new Change.Erase(Stores.person("c-" + i)), 6_000 + i, T);
            }
            assertThat(store.size()).isZero();
            assertThat(store.digest()).isEqualTo(new Digest(0, 0));
        }
    }

    @Test
    void aChangeThatChangesNothingLeavesTheRecordItsPosition() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            store.writer().apply(put("c-1", 1), 10, T);
            Digest digest = store.digest();
            store.writer().apply(put("c-1", 1), 11, T);

            assertThat(store.digest()).isEqualTo(digest);
            assertThat(store.position()).isEqualTo(11);
        }
    }

    private static void applyMany(ProfileStore store, long seed) {
        Random random = new Random(seed);
        for (int position = 1; position <= 2_000; position++) {
            String id = "c-" + random.nextInt(100);
            Change change = switch (random.nextInt(4)) {
                case 0 -> new Change.Erase(Stores.person(id));
                case 1 -> put(id, random.nextInt());
                case 2 ->
                    new Change.Replace(
                            Stores.person(id),
                            Stores.identifiedBy(Map.of("word", "w-" + random.nextInt(50)), "a-" + id));
                default ->
                    new Change.Merge(
                            Stores.person(id),
                            ProfileData.of(Map.of("note", "x".repeat(random.nextInt(200)))),
                            Set.of());
            };
            store.writer().apply(change, position, T + position);
        }
    }

    private static Change put(String id, int age) {
        return new Change.Replace(Stores.person(id), ProfileData.of(Map.of("age", age)));
    }
}
