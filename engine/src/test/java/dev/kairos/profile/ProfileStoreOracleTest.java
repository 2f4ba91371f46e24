package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.schema.Schema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against plain maps that follow the same rules, over thousands of random changes and some restarts. */
class ProfileStoreOracleTest {

    private static final int CHANGES = 4_000;
    private static final int PEOPLE = 60;
    private static final int IDS = 80;

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();
    private final Map<String, ProfileData> people = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhatTheMapsHold(long seed) {
        Random random = new Random(seed);
        RandomProfiles profiles = new RandomProfiles(random);
        ProfileStore store = Stores.open(dir, schema);
        for (int i = 0; i < CHANGES; i++) {
            String id = "c-" + random.nextInt(PEOPLE);
            ProfileData data = profiles.person(schema.attributes(), IDS);
            switch (random.nextInt(4)) {
                case 0 -> erase(store, id);
                case 1 -> replace(store, id, data);
                default -> merge(store, id, data);
            }
            if (random.nextInt(1_000) == 0) {
                store.close();
                store = Stores.open(dir, schema);
            }
        }

        requireSame(store);
        store.close();
        try (ProfileStore again = Stores.open(dir, schema)) {
            requireSame(again);
        }
    }

    private void erase(ProfileStore store, String id) {
        boolean known = people.remove(id) != null;
        links.values().removeIf(id::equals);
        assertThat(Stores.write(store, new Change.Erase(Stores.person(id))))
                .isEqualTo(known ? WriteResult.ERASED : WriteResult.NOT_FOUND);
    }

    private void replace(ProfileStore store, String id, ProfileData data) {
        WriteResult result = Stores.write(store, new Change.Replace(Stores.person(id), data));
        remember(id, data, result);
    }

    private void merge(ProfileStore store, String id, ProfileData patch) {
        WriteResult result = Stores.write(store, new Change.Merge(Stores.person(id), patch, Set.of()));
        remember(id, Merging.patched(people.getOrDefault(id, ProfileData.EMPTY), patch, Set.of()), result);
    }

    private void remember(String id, ProfileData data, WriteResult result) {
        assertThat(result).isEqualTo(people.containsKey(id) ? WriteResult.UPDATED : WriteResult.CREATED);
        for (String anonymousId : data.anonymousIds()) {
            String before = links.put(anonymousId, id);
            if (before != null && !before.equals(id)) {
                people.computeIfPresent(before, (any, person) -> Merging.without(person, anonymousId));
            }
        }
        links.entrySet()
                .removeIf(link ->
                        link.getValue().equals(id) && !data.anonymousIds().contains(link.getKey()));
        people.put(id, withCompactContacts(data));
    }

    private static ProfileData withCompactContacts(ProfileData data) {
        return new ProfileData(
                data.attributes(),
                data.household(),
                data.company(),
                data.anonymousIds(),
                data.consent(),
                Contacts.compact(data.contacts()));
    }

    private void requireSame(ProfileStore store) {
        Set<String> ids = new HashSet<>(people.keySet());
        for (int i = 0; i < PEOPLE; i++) {
            ids.add("c-" + i);
        }
        for (String id : ids) {
            assertThat(store.find(Stores.person(id))).as(id).isEqualTo(people.get(id));
        }
        for (int i = 0; i < IDS; i++) {
            String owner = links.get("a-" + i);
            assertThat(store.findByAnonymousId("a-" + i)).isEqualTo(owner == null ? null : people.get(owner));
        }
        assertThat(store.size()).isEqualTo(people.size() + links.size());
    }
}
