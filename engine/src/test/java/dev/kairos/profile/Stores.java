package dev.kairos.profile;

import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Opens stores and changes them one by one, as the tests of the profile room want it. */
final class Stores {

    private Stores() {}

    static ProfileStore open(Path dir, Schema schema) {
        return open(dir, schema, 1_000);
    }

    static ProfileStore open(Path dir, Schema schema, long capacity) {
        return ProfileStore.open(dir, schema, StoreOptions.ofCapacity(capacity), new Metrics());
    }

    /** As the next record of a journal of which no time is known. */
    static WriteResult write(ProfileStore store, Change change) {
        StoreWriter writer = store.writer();
        return writer.apply(change, writer.position() + 1, writer.timeMs());
    }

    static WriteResult put(ProfileStore store, String userId, ProfileData data) {
        return write(store, new Change.Replace(person(userId), data));
    }

    static WriteResult put(ProfileStore store, String userId, Map<String, ?> attributes) {
        return put(store, userId, ProfileData.of(attributes));
    }

    static ProfileKey person(String userId) {
        return new ProfileKey(Kind.PERSON, userId);
    }

    static ProfileKey visitor(String anonymousId) {
        return new ProfileKey(Kind.ANONYMOUS, anonymousId);
    }

    static ProfileData identifiedBy(Map<String, ?> attributes, String... anonymousIds) {
        return new ProfileData(Map.copyOf(attributes), null, null, Set.of(anonymousIds), Map.of(), List.of());
    }

    /** What a process killed now would leave behind: the files of an open store as the system has them. */
    static Path asIfKilled(Path dir, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        return copy;
    }

    static MapSize sizeOf(Path dir) throws IOException {
        return StoreSettings.load(dir.resolve("store.properties")).size();
    }
}
