package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what a record cannot hold, before anything is written. */
final class ProfileCheck {

    private ProfileCheck() {}

    /** Why the data cannot be written, or null when it can. */
    static @Nullable WriteResult refusal(ProfileLayout layout, Kind kind, ProfileData data) {
        WriteResult refused = refusedIds(data);
        if (refused == null) {
            refused = refusedWords(data);
        }
        if (refused == null) {
            refused = refusedEvidence(data);
        }
        for (Map.Entry<String, Object> entry : data.attributes().entrySet()) {
            if (refused == null) {
                refused = refusedValue(layout.schema().attribute(entry.getKey()), kind, entry.getValue());
            }
        }
        return refused;
    }

    private static @Nullable WriteResult refusedIds(ProfileData data) {
        boolean bad = data.household() != null && ProfileKey.problemWith(data.household()) != null
                || data.company() != null && ProfileKey.problemWith(data.company()) != null;
        for (String id : data.anonymousIds()) {
            bad |= ProfileKey.problemWith(id) != null;
        }
        return bad ? WriteResult.INVALID : null;
    }

    private static @Nullable WriteResult refusedWords(ProfileData data) {
        boolean bad = false;
        for (String purpose : data.consent().keySet()) {
            bad |= !isWord(purpose);
        }
        for (Contact contact : data.contacts()) {
            bad |= !isWord(contact.action());
        }
        return bad ? WriteResult.INVALID : null;
    }

    private static @Nullable WriteResult refusedEvidence(ProfileData data) {
        for (Consent said : data.consent().values()) {
            if (isLongerThan(Consent.MAX_EVIDENCE_BYTES, said.evidence())) {
                return WriteResult.TOO_LARGE;
            }
        }
        return null;
    }

    static @Nullable WriteResult refusedConsent(String purpose, Consent said) {
        if (!isWord(purpose)) {
            return WriteResult.INVALID;
        }
        return isLongerThan(Consent.MAX_EVIDENCE_BYTES, said.evidence()) ? WriteResult.TOO_LARGE : null;
    }

    static @Nullable WriteResult refusedValue(@Nullable Attribute attribute, Kind kind, @Nullable Object value) {
        if (attribute == null
                || attribute.scope() != kind.scope()
                || !attribute.type().javaType().isInstance(value)) {
            return WriteResult.INVALID;
        }
        if (attribute.type() == AttributeType.TEXT) {
            return isLongerThan(attribute.maxBytes(), (String) value) ? WriteResult.TOO_LARGE : null;
        }
        if (attribute.type() == AttributeType.KEYWORD) {
            return isWord(value) ? null : WriteResult.INVALID;
        }
        if (attribute.type() == AttributeType.KEYWORDS) {
            for (Object word : (Set<?>) value) {
                if (!isWord(word)) {
                    return WriteResult.INVALID;
                }
            }
        }
        return null;
    }

    private static boolean isLongerThan(int maxBytes, String text) {
        // Three bytes a char are the most there can be; few texts are near their limit.
        return 3L * text.length() > maxBytes && Utf8.encode(text).length > maxBytes;
    }

    static boolean isWord(@Nullable Object value) {
        if (!(value instanceof String word && word.length() <= Utf8.MAX_WORD_BYTES)) {
            return false;
        }
        int bytes = Utf8.length(word);
        return bytes >= 0 && bytes <= Utf8.MAX_WORD_BYTES;
    }
}
