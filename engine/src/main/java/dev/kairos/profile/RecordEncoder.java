package dev.kairos.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes profiles and links as records into a buffer of its own, reused. Adds to the dictionary, so there is one on the
 * writer's thread and no other on the same dictionary.
 */
final class RecordEncoder {

    private final RecordBuffer out;
    private final PartEncoder parts;

    /** @param maxBytes of a record, at most {@link RecordFormat#MAX_BYTES} */
    RecordEncoder(int maxBytes) {
        out = new RecordBuffer(maxBytes);
        parts = new PartEncoder(out);
    }

    /** Makes what was encoded last the record under this key. */
    void putInto(Transaction transaction, EntryKey key) {
        transaction.put(key, out.bytes, out.end);
    }

    byte[] copy() {
        return out.copy();
    }

    /** The view has a copy of it then. */
    void showIn(ProfileView view, String id) {
        view.wrap(id, out.bytes, 0, out.end);
    }

    /** A record that says: this id is one of that person's, by these links of its own. */
    @Nullable
    WriteResult encodeLink(ProfileLayout layout, Identity person, Collection<Link> links) {
        start(RecordFormat.LINK_ID, 0, layout);
        out.bytes[RecordFormat.AT_FLAGS] = RecordFormat.LINK;
        out.putByte(person.kind().prefix());
        out.putId(person.id());
        parts.links(links);
        return out.refusal();
    }

    /** What is remembered of links that do not hold. */
    @Nullable
    WriteResult encodeNotes(ProfileLayout layout, Notes notes) {
        start(RecordFormat.LINK_ID, 0, layout);
        notes.write(out);
        return out.refusal();
    }

    /**
     * Encodes a draft; null when done, else why it cannot be.
     *
     * @param membership null: what the record says of it already
     */
    @Nullable
    WriteResult encode(FacetDraft draft, @Nullable Membership membership) {
        ProfileView before = draft.before();
        boolean copies = before.isCurrent() && !draft.areValuesChanged();
        ProfileLayout layout = draft.layout();
        start(0, layout.version(), layout);
        if (copies) {
            out.putBytes(before.record(), 0, before.startOf(RecordFormat.AT_ANONYMOUS_IDS));
            head(layout.version());
        } else {
            values(layout, before.kind(), draft.values());
        }
        if (out.refusal() != null) {
            return out.refusal();
        }
        Membership members = membership == null && !before.isCurrent() ? Membership.of(before) : membership;
        anonymousIds(before, members);
        consent(draft);
        contacts(draft);
        if (members != null) {
            out.bytes[RecordFormat.AT_FLAGS] = members.folded() ? RecordFormat.FOLDED : 0;
        }
        parts.write(draft, members);
        return out.refusal();
    }

    private void values(ProfileLayout layout, Kind kind, Values values) {
        Shape shape = layout.shape(kind.scope());
        start(shape.fixedBytes(), layout.version(), layout);
        if (out.refusal() != null) {
            return;
        }
        for (int i = 0; i < shape.size(); i++) {
            putAttribute(shape, i, values.value(i));
        }
        putId(RecordFormat.AT_HOUSEHOLD, values.id(values.household()));
        putId(RecordFormat.AT_COMPANY, values.id(values.company()));
    }

    private void anonymousIds(ProfileView before, @Nullable Membership members) {
        if (members == null) {
            copy(before, RecordFormat.AT_ANONYMOUS_IDS, RecordFormat.AT_CONSENT);
        } else {
            RecordFormat.putSpan(
                    out.bytes,
                    RecordFormat.AT_ANONYMOUS_IDS,
                    out.end,
                    members.anonymousIds().size());
            out.putIds(members.anonymousIds());
        }
    }

    private void consent(FacetDraft draft) {
        if (draft.isConsentChanged() || !draft.before().isCurrent()) {
            putConsent(draft.consent());
        } else {
            copy(draft.before(), RecordFormat.AT_CONSENT, RecordFormat.AT_CONTACTS);
        }
    }

    private void contacts(FacetDraft draft) {
        ProfileView before = draft.before();
        if (draft.areContactsChanged() || !before.isCurrent()) {
            putContacts(draft.contacts());
        } else {
            int count = before.contactCount();
            RecordFormat.putSpan(out.bytes, RecordFormat.AT_CONTACTS, out.end, count);
            int bytes = count * RecordFormat.CONTACT_BYTES;
            out.putBytes(before.record(), before.startOf(RecordFormat.AT_CONTACTS), bytes);
        }
    }

    /** What lies between the starts of two lists, as it is. */
    private void copy(ProfileView before, int slot, int nextSlot) {
        int from = before.startOf(slot);
        int count = RecordFormat.getUnsignedShort(before.record(), slot + 2);
        RecordFormat.putSpan(out.bytes, slot, out.end, count);
        out.putBytes(before.record(), from, before.startOf(nextSlot) - from);
    }

    private void start(int fixedBytes, int layoutVersion, ProfileLayout layout) {
        out.start(fixedBytes, layout.dictionary());
        if (fixedBytes > 0 && out.refusal() == null) {
            head(layoutVersion);
        }
    }

    private void head(int layoutVersion) {
        out.bytes[RecordFormat.AT_FORMAT] = RecordFormat.FORMAT;
        RecordFormat.putInt(out.bytes, RecordFormat.AT_LAYOUT, layoutVersion);
        // The transaction puts the position there.
        RecordFormat.putLong(out.bytes, RecordFormat.AT_POSITION, 0);
    }

    private void putAttribute(Shape shape, int index, @Nullable Object value) {
        if (value == null) {
            return;
        }
        byte[] buffer = out.bytes;
        buffer[RecordFormat.AT_BITS + (index >> 3)] |= (byte) (1 << (index & 7));
        int slot = shape.slot(index);
        switch (shape.type(index)) {
            case KEYWORD -> RecordFormat.putInt(buffer, slot, out.code((String) value));
            case KEYWORDS -> putKeywords(slot, (Set<?>) value);
            case TEXT -> putText(slot, (String) value);
            case BOOLEAN -> buffer[slot] = (byte) ((Boolean) value ? 1 : 0);
            case INT -> RecordFormat.putInt(buffer, slot, (Integer) value);
            case LONG -> RecordFormat.putLong(buffer, slot, (Long) value);
            case DECIMAL -> RecordFormat.putLong(buffer, slot, Double.doubleToRawLongBits((Double) value));
            case INSTANT -> RecordFormat.putLong(buffer, slot, millis((Instant) value));
        }
    }

    private void putKeywords(int slot, Set<?> words) {
        RecordFormat.putSpan(out.bytes, slot, out.end, words.size());
        for (String word : sorted(words)) {
            out.putInt(out.code(word));
        }
    }

    private static List<String> sorted(Set<?> words) {
        List<String> sorted = new ArrayList<>(words.size());
        for (Object word : words) {
            sorted.add((String) word);
        }
        Collections.sort(sorted);
        return sorted;
    }

    private void putText(int slot, String text) {
        byte[] bytes = Utf8.encode(text);
        RecordFormat.putSpan(out.bytes, slot, out.end, bytes.length);
        out.putBytes(bytes, 0, bytes.length);
    }

    private void putId(int slot, @Nullable String id) {
        if (id != null) {
            putText(slot, id);
        }
    }

    private void putAnonymousIds(Collection<String> ids) {
        RecordFormat.putSpan(out.bytes, RecordFormat.AT_ANONYMOUS_IDS, out.end, ids.size());
        out.putIds(ids);
    }

    private void putConsent(Map<String, Consent> consent) {
        RecordFormat.putSpan(out.bytes, RecordFormat.AT_CONSENT, out.end, consent.size());
        consent.forEach((purpose, said) -> {
            out.putInt(out.code(purpose));
            out.putByte(said.status().ordinal());
            out.putLong(millis(said.at()));
        });
    }

    private void putContacts(List<Contact> contacts) {
        RecordFormat.putSpan(out.bytes, RecordFormat.AT_CONTACTS, out.end, contacts.size());
        for (Contact contact : contacts) {
            out.putInt(out.code(contact.action()));
            out.putInt((int) contact.at().getEpochSecond());
            out.putShort(contact.count());
            out.putShort(contact.outcome().ordinal());
        }
    }

    /** An instant out of the range of milliseconds in 64 bits becomes the nearest one within. */
    static long millis(Instant at) {
        try {
            return at.toEpochMilli();
        } catch (ArithmeticException outOfRange) {
            return at.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
