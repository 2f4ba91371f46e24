package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches all files of a store for what was erased. */
class ErasureTest {

    private static final String SECRET = "Sensitive";
    private static final long T = 1_700_000_000_000L;

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofPerson(
            Schemas.person("number", AttributeType.LONG),
            new Attribute("text", Scope.PERSON, AttributeType.TEXT, "text", 6_000, null, null, false));

    @Test
    void nothingOfAnErasedProfileIsLeftInAnyFile() throws IOException {
        Random random = new Random(8);
        try (ProfileStore store = open()) {
            long position = 0;
            for (int round = 0; round < 600; round++) {
                // Records that grow and shrink, move and stay, of the one to be erased and of others.
                String other = "other-" + random.nextInt(40);
                store.writer().apply(put(other, "plain".repeat(random.nextInt(200))), ++position, T);
                store.writer().apply(put(SECRET + "-id", SECRET.repeat(random.nextInt(300))), ++position, T);
            }
            store.writer().begin();
            store.writer().timers().add(T + 5, Stores.person(SECRET + "-id"));
            store.writer().commit(++position, T, true);
            store.snapshots().take(new byte[0], 2);
            assertThat(findings()).as("while it is there").isPositive();

            store.writer().begin();
            store.writer().timers().remove(T + 5, Stores.person(SECRET + "-id"));
            store.writer().commit(++position, T, true);
            assertThat(store.writer().apply(new Change.Erase(Stores.person(SECRET + "-id")), ++position, T))
                    .isEqualTo(WriteResult.ERASED);
            store.snapshots().blank(List.of(Stores.person(SECRET + "-id"), Stores.visitor(SECRET + "-visitor")));

            assertThat(findings()).as("once it is erased").isZero();
            assertThat(store.digest()).isEqualTo(store.countedDigest());
        }
        assertThat(findings()).as("once it is closed").isZero();
    }

    @Test
    void nothingIsLeftInTheMapOfARecordThatWasReplaced() throws IOException {
        Random random = new Random(9);
        try (ProfileStore store = open()) {
            for (int position = 1; position <= 900; position += 3) {
                String id = "c-" + random.nextInt(30);
                store.writer().apply(put(id, "x".repeat(random.nextInt(800))), position, T);
                store.writer().apply(put(id, SECRET.repeat(random.nextInt(150))), position + 1, T);
                store.writer().apply(put(id, "y".repeat(random.nextInt(800))), position + 2, T);
            }
            assertThat(findings()).isZero();
        }
    }

    @Test
    void whatAKillLeftInFreePlacesIsOverwrittenByRecovery() throws IOException {
        Path killed = dir.resolve("killed");
        Path original = dir.resolve("original");
        try (ProfileStore store = ProfileStore.open(original, schema, options(), new Metrics())) {
            store.writer().apply(put("c-1", "plain"), 1, T);
            store.writer().apply(put(SECRET + "-id", SECRET.repeat(100)), 2, T);
            store.writer().apply(new Change.Erase(Stores.person(SECRET + "-id")), 3, T);
            Stores.asIfKilled(original, killed);
        }
        putInto(killed.resolve("profiles-1.map"));
        assertThat(findings()).isPositive();

        try (ProfileStore store = ProfileStore.open(killed, schema, options(), new Metrics())) {
            assertThat(findings()).isZero();
            assertThat(store.find(Stores.person("c-1"))).isNotNull();
        }
    }

    /** As a kill between two steps would leave it: bytes in chunks near the entry that are free. */
    private static void putInto(Path map) throws IOException {
        byte[] bytes = Files.readAllBytes(map);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] secret = (SECRET + "-id").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(secret, 0, bytes, text.indexOf("plain") + 600, secret.length);
        Files.write(map, bytes);
    }

    private int findings() throws IOException {
        int found = 0;
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                found += bytes.contains(SECRET) ? 1 : 0;
            }
        }
        return found;
    }

    private ProfileStore open() {
        return ProfileStore.open(dir, schema, options(), new Metrics());
    }

    private static StoreOptions options() {
        return StoreOptions.ofCapacity(500);
    }

    private static Change put(String id, String text) {
        Map<String, Object> values = Map.of("number", (long) text.length(), "text", text);
        return new Change.Replace(Stores.person(id), ProfileData.of(values));
    }
}
