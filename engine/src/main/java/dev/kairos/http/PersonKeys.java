package dev.kairos.http;

import dev.kairos.profile.ProfileData;
import dev.kairos.touchpoint.PartitionKey;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;

/** The partition keys of all ids of one person: what their records in the logs are found by. */
final class PersonKeys {

    private PersonKeys() {}

    static LongPredicate of(String userId, ProfileData person) {
        Set<Long> keys = new HashSet<>();
        keys.add(PartitionKey.ofUser(userId));
        person.ids().users().forEach(user -> keys.add(PartitionKey.ofUser(user)));
        person.ids().anonymous().forEach(anonymous -> keys.add(PartitionKey.ofAnonymous(anonymous)));
        return keys::contains;
    }
}
