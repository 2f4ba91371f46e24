package dev.kairos.bulk;

import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A profile while it is being read. One thread, one profile. */
final class ProfileDraft {

    final Map<String, Object> attributes = new HashMap<>();
    final Set<String> removed = new HashSet<>();
    /** Attributes that have been given, well or badly. */
    final Set<String> named = new HashSet<>();

    final Set<String> anonymousIds = new LinkedHashSet<>();
    final Map<String, Consent> consent = new LinkedHashMap<>();
    final List<Contact> contacts = new ArrayList<>();

    @Nullable
    String household;

    @Nullable
    String company;

    ProfileData data() {
        return new ProfileData(attributes, household, company, anonymousIds, consent, contacts);
    }

    Change.Replace replacing(ProfileKey key) {
        return new Change.Replace(key, data());
    }

    Change.Merge merging(ProfileKey key) {
        return new Change.Merge(key, data(), removed);
    }
}
