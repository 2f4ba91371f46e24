package dev.kairos.profile;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes profiles and links as records into a buffer of its own, reused. Adds to the dictionary, so there is one on the
 * writer's thread and no other on the same dictionary.
 */
final class RecordEncoder {

    private final byte[] buffer;
    private Dictionary dictionary;
    private int end;
    private @Nullable WriteResult refusal;

    /** @param maxBytes of a record, at most {@link RecordFormat#MAX_BYTES} */
    RecordEncoder(int maxBytes) {
        buffer = new byte[maxBytes];
        dictionary = Dictionary.inMemory();
    }

    byte[] buffer() {
        return buffer;
    }

    int length() {
        return end;
    }

    byte[] copy() {
        return Arrays.copyOf(buffer, end);
    }

    /** A record that says: this anonymous id is that person's. */
    void encodeLink(String userId) {
        startRecord(RecordFormat.LINK_ID, 0, 0);
        buffer[RecordFormat.AT_FLAGS] = RecordFormat.LINK;
        end += Utf8.encodeId(userId, buffer, RecordFormat.LINK_ID);
    }

    /** Encodes data that {@link ProfileCheck} let pass; null when done, else why it cannot be. */
    @Nullable
    WriteResult encode(ProfileLayout layout, Kind kind, ProfileData data, long position) {
        Shape shape = layout.shape(kind.scope());
        if (shape.fixedBytes() > buffer.length) {
            return WriteResult.TOO_LARGE;
        }
        dictionary = layout.dictionary();
        refusal = null;
        startRecord(shape.fixedBytes(), layout.version(), position);
        for (int i = 0; i < shape.size(); i++) {
            putAttribute(shape, i, data.attributes().get(shape.field(i).name()));
        }
        putId(RecordFormat.AT_HOUSEHOLD, data.household());
        putId(RecordFormat.AT_COMPANY, data.company());
        putIds(data.anonymousIds());
        putConsent(data.consent());
        putContacts(Contacts.compact(data.contacts()));
        return refusal;
    }

    private void startRecord(int fixedBytes, int layoutVersion, long position) {
        Arrays.fill(buffer, 0, fixedBytes, (byte) 0);
        buffer[RecordFormat.AT_FORMAT] = RecordFormat.FORMAT;
        RecordFormat.putInt(buffer, RecordFormat.AT_LAYOUT, layoutVersion);
        RecordFormat.putLong(buffer, RecordFormat.AT_POSITION, position);
        end = fixedBytes;
    }

    private void putAttribute(Shape shape, int index, @Nullable Object value) {
        if (value == null) {
            return;
        }
        buffer[RecordFormat.AT_BITS + (index >> 3)] |= (byte) (1 << (index & 7));
        int slot = shape.slot(index);
        switch (shape.type(index)) {
            case KEYWORD -> RecordFormat.putInt(buffer, slot, code((String) value));
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
        int start = reserve(4 * words.size());
        if (start >= 0) {
            RecordFormat.putSpan(buffer, slot, start, words.size());
            int at = start;
            for (Object word : words) {
                RecordFormat.putInt(buffer, at, code((String) word));
                at += 4;
            }
        }
    }

    private void putText(int slot, String text) {
        byte[] bytes = Utf8.encode(text);
        int start = reserve(bytes.length);
        if (start >= 0) {
            System.arraycopy(bytes, 0, buffer, start, bytes.length);
            RecordFormat.putSpan(buffer, slot, start, bytes.length);
        }
    }

    private void putId(int slot, @Nullable String id) {
        if (id != null) {
            putText(slot, id);
        }
    }

    /** Each as a u16 length and its bytes. */
    private void putIds(Collection<String> ids) {
        RecordFormat.putSpan(buffer, RecordFormat.AT_ANONYMOUS_IDS, end, ids.size());
        for (String id : ids) {
            byte[] bytes = Utf8.encode(id);
            int start = reserve(2 + bytes.length);
            if (start < 0) {
                return;
            }
            RecordFormat.putShort(buffer, start, bytes.length);
            System.arraycopy(bytes, 0, buffer, start + 2, bytes.length);
        }
    }

    private void putConsent(Map<String, Consent> consent) {
        int at = reserve(RecordFormat.CONSENT_BYTES * consent.size());
        if (at < 0) {
            return;
        }
        RecordFormat.putSpan(buffer, RecordFormat.AT_CONSENT, at, consent.size());
        for (Map.Entry<String, Consent> entry : consent.entrySet()) {
            Consent said = entry.getValue();
            RecordFormat.putInt(buffer, at, code(entry.getKey()));
            buffer[at + RecordFormat.CONSENT_STATUS] = (byte) said.status().ordinal();
            RecordFormat.putLong(buffer, at + RecordFormat.CONSENT_AT, millis(said.at()));
            RecordFormat.putSpan(buffer, at + RecordFormat.CONSENT_EVIDENCE, 0, 0);
            putText(at + RecordFormat.CONSENT_EVIDENCE, said.evidence());
            at += RecordFormat.CONSENT_BYTES;
        }
    }

    private void putContacts(List<Contact> contacts) {
        int at = reserve(RecordFormat.CONTACT_BYTES * contacts.size());
        if (at < 0) {
            return;
        }
        RecordFormat.putSpan(buffer, RecordFormat.AT_CONTACTS, at, contacts.size());
        for (Contact contact : contacts) {
            RecordFormat.putInt(buffer, at, code(contact.action()));
            RecordFormat.putInt(
                    buffer, at + RecordFormat.CONTACT_AT, (int) contact.at().getEpochSecond());
            RecordFormat.putShort(buffer, at + RecordFormat.CONTACT_COUNT, contact.count());
            buffer[at + RecordFormat.CONTACT_OUTCOME] = (byte) contact.outcome().ordinal();
            buffer[at + RecordFormat.CONTACT_OUTCOME + 1] = 0;
            at += RecordFormat.CONTACT_BYTES;
        }
    }

    /** Where so many more bytes begin, or -1 when the record has no room for them. */
    private int reserve(int bytes) {
        if (bytes > buffer.length - end) {
            refusal = WriteResult.TOO_LARGE;
            return -1;
        }
        int start = end;
        end += bytes;
        return start;
    }

    private int code(String word) {
        int code = dictionary.codeOrAdd(word);
        if (code == Dictionary.FULL) {
            refusal = WriteResult.DICTIONARY_FULL;
        }
        return code;
    }

    /** An instant out of the range of milliseconds in 64 bits becomes the nearest one within. */
    private static long millis(Instant at) {
        try {
            return at.toEpochMilli();
        } catch (ArithmeticException outOfRange) {
            return at.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
