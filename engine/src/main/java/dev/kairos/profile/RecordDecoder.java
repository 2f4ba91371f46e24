package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a view shows into plain objects that outlive it. */
final class RecordDecoder {

    private RecordDecoder() {}

    static ProfileData decode(ProfileView view) {
        PartDecoder parts = view.partDecoder();
        return new ProfileData(
                attributes(view),
                new ProfileData.Belongs(view.household(), view.company()),
                new ProfileData.Ids(anonymousIds(view), parts.users()),
                consent(view),
                contacts(view),
                parts.history());
    }

    private static Map<String, Object> attributes(ProfileView view) {
        List<Attribute> declared = view.layout().schema().of(view.kind().scope());
        Map<String, Object> values = new HashMap<>(2 * declared.size());
        for (int i = 0; i < declared.size(); i++) {
            Object value = view.attribute(i);
            if (value != null) {
                values.put(declared.get(i).name(), value instanceof Set<?> words ? Set.copyOf(words) : value);
            }
        }
        return values;
    }

    private static Set<String> anonymousIds(ProfileView view) {
        Set<String> ids = new HashSet<>();
        view.forEachAnonymousId(ids::add);
        return ids;
    }

    static Map<String, Consent> consent(ProfileView view) {
        Map<String, Consent> consent = new HashMap<>();
        for (int i = 0; i < view.consentCount(); i++) {
            Instant at = Instant.ofEpochMilli(view.consentAtMs(i));
            consent.put(view.consentPurpose(i), new Consent(view.consentStatus(i), at, view.consentEvidence(i)));
        }
        return consent;
    }

    static List<Contact> contacts(ProfileView view) {
        List<Contact> contacts = new ArrayList<>(view.contactCount());
        for (int i = 0; i < view.contactCount(); i++) {
            Instant at = Instant.ofEpochMilli(view.contactAtMs(i));
            contacts.add(new Contact(view.contactAction(i), view.contactOutcome(i), at, view.contactTimes(i)));
        }
        return contacts;
    }
}
