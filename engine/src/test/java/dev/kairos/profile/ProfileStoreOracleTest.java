package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against plain maps that follow the same rules, over thousands of random changes and some restarts. */
class ProfileStoreOracleTest {

    private static final int CHANGES = 4_000;
    private static final int PEOPLE = 60;
    private static final int IDS = 800;

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();
    private final Map<String, ProfileData> people = new HashMap<>();
    /** By anonymous id: those who claimed it, the last one last. */
    private final Map<String, List<String>> claims = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhatTheMapsHold(long seed) {
        Random random = new Random(seed);
        RandomProfiles profiles = new RandomProfiles(random);
        ProfileStore store = Stores.open(dir, schema, 10_000);
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
                store = Stores.open(dir, schema, 10_000);
            }
        }

        requireSame(store);
        store.close();
        try (ProfileStore again = Stores.open(dir, schema, 10_000)) {
            requireSame(again);
            requireNothingLeftOnceAllAreErased(again);
        }
    }

    private void erase(ProfileStore store, String id) {
        boolean known = people.remove(id) != null;
        claims.values().removeIf(users -> owner(users).equals(id));
        claims.values().forEach(users -> users.remove(id));
        assertThat(Stores.write(store, new Change.Erase(Stores.person(id))))
                .isEqualTo(known ? WriteResult.ERASED : WriteResult.NOT_FOUND);
    }

    private void replace(ProfileStore store, String id, ProfileData data) {
        WriteResult result = Stores.write(store, new Change.Replace(Stores.person(id), data));
        for (Map.Entry<String, List<String>> claim : claims.entrySet()) {
            if (owner(claim.getValue()).equals(id) && !data.anonymousIds().contains(claim.getKey())) {
                claim.getValue().remove(id);
            }
        }
        claims.values().removeIf(List::isEmpty);
        remember(id, data, result);
    }

    private void merge(ProfileStore store, String id, ProfileData patch) {
        WriteResult result = Stores.write(store, new Change.Merge(Stores.person(id), patch, Set.of()));
        remember(id, patched(people.getOrDefault(id, ProfileData.EMPTY), patch), result);
    }

    private void remember(String id, ProfileData data, WriteResult result) {
        assertThat(result).isEqualTo(people.containsKey(id) ? WriteResult.UPDATED : WriteResult.CREATED);
        for (String anonymousId : data.anonymousIds()) {
            List<String> users = claims.computeIfAbsent(anonymousId, unused -> new ArrayList<>());
            users.remove(id);
            users.add(id);
        }
        people.put(id, data);
    }

    private static ProfileData patched(ProfileData old, ProfileData patch) {
        Map<String, Object> attributes = new HashMap<>(old.attributes());
        attributes.putAll(patch.attributes());
        Map<String, Consent> consent = new HashMap<>(old.consent());
        consent.putAll(patch.consent());
        return new ProfileData(
                attributes,
                patch.household() == null ? old.household() : patch.household(),
                patch.company() == null ? old.company() : patch.company(),
                patch.anonymousIds(),
                consent,
                Contacts.compact(Contacts.joined(old.contacts(), patch.contacts())));
    }

    /** Who has an anonymous id: who claimed it last of those who have not let go of it. */
    private static String owner(List<String> users) {
        return users.get(users.size() - 1);
    }

    private @Nullable ProfileData expected(String id) {
        ProfileData data = people.get(id);
        if (data == null) {
            return null;
        }
        Set<String> ids = new HashSet<>();
        claims.forEach((anonymousId, users) -> {
            if (owner(users).equals(id)) {
                ids.add(anonymousId);
            }
        });
        return new ProfileData(
                data.attributes(),
                data.household(),
                data.company(),
                ids,
                data.consent(),
                Contacts.compact(data.contacts()));
    }

    private void requireSame(ProfileStore store) {
        for (int i = 0; i < PEOPLE; i++) {
            assertThat(store.find(Stores.person("c-" + i))).as("c-" + i).isEqualTo(expected("c-" + i));
        }
        for (int i = 0; i < IDS; i++) {
            List<String> users = claims.get("a-" + i);
            assertThat(store.findByAnonymousId("a-" + i)).isEqualTo(users == null ? null : expected(owner(users)));
        }
        assertThat(store.size()).isGreaterThanOrEqualTo(people.size() + claims.size());
    }

    private void requireNothingLeftOnceAllAreErased(ProfileStore store) {
        for (int i = 0; i < PEOPLE; i++) {
            Stores.write(store, new Change.Erase(Stores.person("c-" + i)));
        }
        assertThat(store.size()).isZero();
    }
}
