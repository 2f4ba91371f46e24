package dev.kairos.profile;

import dev.kairos.catalogue.Outcome;
import dev.kairos.schema.AttributeType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One profile, copied out of the store into a buffer that the view owns and read in place. Made by
 * {@link ProfileLayout#newView}, filled by {@link ProfileReader} again and again; one thread. What it hands out as an
 * object other than a keyword, an outcome or a small number is new with every call, so a caller that asks often keeps
 * it; a set of keywords is valid until the view is filled again.
 */
public final class ProfileView {

    private static final int FIRST_BYTES = 1_024;
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Consent.Status[] STATUSES = Consent.Status.values();

    private final ProfileLayout layout;
    private final Kind kind;
    private final KeywordSet[] keywordSets;
    private final Raw raw;
    private byte[] record;
    private int length;
    private Plan plan;
    private final Parts parts = new Parts();
    private boolean located;

    private final byte[] keyBytes = new byte[Utf8.MAX_ID_BYTES];
    private int keyLength;
    private @Nullable String key;

    ProfileView(ProfileLayout layout, Kind kind) {
        this(layout, kind, FIRST_BYTES);
    }

    ProfileView(ProfileLayout layout, Kind kind, int firstBytes) {
        this.layout = layout;
        this.kind = kind;
        this.keywordSets = new KeywordSet[layout.shape(kind.scope()).size()];
        this.raw = new Raw(firstBytes);
        this.record = raw.bytes;
        this.plan = layout.plan(kind.scope(), layout.version());
    }

    public ProfileLayout layout() {
        return layout;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether there is a profile; when not, every value is missing and every count 0. */
    public boolean isPresent() {
        return length > 0;
    }

    public void clear() {
        length = 0;
        located = false;
        keyLength = 0;
        key = null;
    }

    /** The id of the profile; empty when there is none. For an anonymous id that a person has claimed, the person's. */
    public String key() {
        String known = key;
        if (known == null) {
            known = Utf8.decode(keyBytes, 0, keyLength);
            key = known;
        }
        return known;
    }

    /**
     * The value of the index-th attribute of {@code schema.of(scope)}, of its type's Java type, or null when missing.
     * Keywords come interned.
     */
    public @Nullable Object attribute(int index) {
        Plan how = plan;
        if (length == 0 || !how.has(record, index)) {
            return null;
        }
        AttributeType[] conversion = how.conversion(index);
        Object value = stored(how.type(index), how.slot(index), index);
        return conversion == null ? value : converted(value, conversion);
    }

    /** The value as of this time of the index-th of {@code schema.counters()}, its expired parts left out. */
    public @Nullable Object counter(int index, long nowMs) {
        Parts found = parts();
        return layout.counters().read(index, record, found.at(Part.WINDOWS), found.end(Part.WINDOWS), nowMs);
    }

    /** The stage in the index-th of {@code schema.journeys()}, interned, or null when the customer is at none. */
    public @Nullable String stage(int index) {
        int at = journeyAt(index);
        return at < 0 ? null : JourneyBytes.stage(record, at, layout.dictionary());
    }

    /** When that stage was entered, or null when the customer is at none. */
    public @Nullable Instant stageSince(int index) {
        return stage(index) == null ? null : Instant.ofEpochMilli(JourneyBytes.sinceMs(record, journeyAt(index)));
    }

    /** When time alone may move the customer on, in milliseconds since the epoch; 0 when never. */
    public long dueMs() {
        Parts found = parts();
        return found.bytes(Part.SEEN) == 0 ? 0 : RecordFormat.getLong(record, found.at(Part.SEEN) + 16);
    }

    private int journeyAt(int index) {
        Parts found = parts();
        int name = layout.journeys().code(index);
        int end = found.end(Part.JOURNEYS);
        for (int at = found.at(Part.JOURNEYS); at < end && name >= 0; at += Part.JOURNEY_BYTES) {
            if (RecordFormat.getInt(record, at) == name) {
                return at;
            }
        }
        return -1;
    }

    public int consentCount() {
        return count(RecordFormat.AT_CONSENT);
    }

    public String consentPurpose(int index) {
        return layout.dictionary().word(RecordFormat.getInt(record, consentAt(index)));
    }

    public boolean consentGranted(int index) {
        return consentStatus(index) == Consent.Status.GRANTED;
    }

    public Consent.Status consentStatus(int index) {
        return STATUSES[record[consentAt(index) + RecordFormat.CONSENT_STATUS]];
    }

    /** How it is known; empty when nothing was told. */
    public String consentEvidence(int index) {
        int purpose = RecordFormat.getInt(record, consentAt(index));
        Parts found = parts();
        int at = found.at(Part.EVIDENCE);
        int end = found.end(Part.EVIDENCE);
        while (at < end) {
            int bytes = RecordFormat.getUnsignedShort(record, at + 4);
            if (RecordFormat.getInt(record, at) == purpose) {
                return Utf8.decode(record, at + 6, bytes);
            }
            at += 6 + bytes;
        }
        return "";
    }

    public long consentAtMs(int index) {
        return RecordFormat.getLong(record, consentAt(index) + RecordFormat.CONSENT_AT);
    }

    public int contactCount() {
        return count(RecordFormat.AT_CONTACTS);
    }

    /** Interned. */
    public String contactAction(int index) {
        return layout.dictionary().word(RecordFormat.getInt(record, contactAt(index)));
    }

    public Outcome contactOutcome(int index) {
        return OUTCOMES[record[contactAt(index) + RecordFormat.CONTACT_OUTCOME]];
    }

    /** Milliseconds since the epoch of the latest of those that the contact counts; whole seconds. */
    public long contactAtMs(int index) {
        return 1_000 * (RecordFormat.getInt(record, contactAt(index) + RecordFormat.CONTACT_AT) & 0xFFFF_FFFFL);
    }

    /** How many contacts it counts. */
    public int contactTimes(int index) {
        return RecordFormat.getUnsignedShort(record, contactAt(index) + RecordFormat.CONTACT_COUNT);
    }

    public @Nullable String household() {
        return text(RecordFormat.AT_HOUSEHOLD);
    }

    public @Nullable String company() {
        return text(RecordFormat.AT_COMPANY);
    }

    /** The journal position last applied to it; 0 for changes that came without a journal. */
    public long journalPosition() {
        return length == 0 ? 0 : RecordFormat.getLong(record, RecordFormat.AT_POSITION);
    }

    /** The length of the record in bytes, as {@link #copyRawTo} copies it; 0 when there is no profile. */
    public int rawLength() {
        return length;
    }

    public void copyRawTo(byte[] target, int offset) {
        System.arraycopy(record, 0, target, offset, length);
    }

    public void copyRawTo(ByteBuffer target) {
        target.put(record, 0, length);
    }

    /** Fills the view from a record of {@link ProfileLayout#encode}, without a store. */
    public void wrap(String id, byte[] bytes) {
        wrap(id, bytes, 0, bytes.length);
    }

    /**
     * Fills the view from a record, which is copied.
     *
     * @throws StoreException if these bytes are no record of this store
     */
    public void wrap(String id, byte[] bytes, int offset, int count) {
        clear();
        raw.set(bytes, offset, count);
        filled();
        key = id;
    }

    void forEachAnonymousId(Consumer<String> action) {
        int at = isPresent() ? RecordFormat.getUnsignedShort(record, RecordFormat.AT_ANONYMOUS_IDS) : 0;
        for (int left = count(RecordFormat.AT_ANONYMOUS_IDS); left > 0; left--) {
            int bytes = RecordFormat.getUnsignedShort(record, at);
            action.accept(Utf8.decode(record, at + 2, bytes));
            at += 2 + bytes;
        }
    }

    /** For a record to be copied into; {@link #filled} comes next. */
    Raw raw() {
        return raw;
    }

    /** Says that {@link #raw} now holds a record. */
    void filled() {
        record = raw.bytes;
        int bytes = raw.length;
        if (bytes < RecordFormat.AT_BITS || !isKnownFormat(record[RecordFormat.AT_FORMAT])) {
            throw new StoreException("not a profile's record: " + bytes + " bytes");
        }
        located = false;
        plan = layout.plan(kind.scope(), RecordFormat.getInt(record, RecordFormat.AT_LAYOUT));
        if (bytes < plan.minBytes()) {
            throw new StoreException("a profile's record is cut short: " + bytes + " of " + plan.minBytes() + " bytes");
        }
        length = bytes;
    }

    private static boolean isKnownFormat(byte format) {
        return format == RecordFormat.FORMAT || format == RecordFormat.FIRST_FORMAT;
    }

    /** What the record has beyond attributes, consent and contacts; valid until the view is filled again. */
    PartDecoder partDecoder() {
        return new PartDecoder(record, parts(), layout);
    }

    int anonymousIdCount() {
        return count(RecordFormat.AT_ANONYMOUS_IDS);
    }

    int userIdCount() {
        int users = 0;
        Parts found = parts();
        for (int at = found.at(Part.USERS); at < found.end(Part.USERS); users++) {
            at += 2 + RecordFormat.getUnsignedShort(record, at);
        }
        return users;
    }

    /** How many of {@link #record} count. */
    int length() {
        return length;
    }

    byte[] record() {
        return record;
    }

    /** Whether it is as it would be written today, so that pieces of it can be copied. */
    boolean isCurrent() {
        return length > 0
                && record[RecordFormat.AT_FORMAT] == RecordFormat.FORMAT
                && RecordFormat.getInt(record, RecordFormat.AT_LAYOUT) == layout.version();
    }

    /** Where begins what a slot of five points to. */
    int startOf(int slot) {
        return RecordFormat.getUnsignedShort(record, slot);
    }

    /** Whether what each identity told lies elsewhere. */
    boolean isFolded() {
        return length > 0 && (record[RecordFormat.AT_FLAGS] & RecordFormat.FOLDED) != 0;
    }

    /** Found when first asked for: most calls need none. */
    Parts parts() {
        if (!located) {
            parts.locate(record, length);
            located = true;
        }
        return parts;
    }

    /** Makes the id in this slot a key and returns its length; 0 when there is no id. */
    int copyKey(Kind of, int slot, byte[] target) {
        int bytes = count(slot);
        if (bytes == 0) {
            return 0;
        }
        target[0] = of.prefix();
        System.arraycopy(record, RecordFormat.getUnsignedShort(record, slot), target, 1, bytes);
        return 1 + bytes;
    }

    void named(String id) {
        key = id;
    }

    void named(byte[] id, int offset, int bytes) {
        System.arraycopy(id, offset, keyBytes, 0, bytes);
        keyLength = bytes;
        key = null;
    }

    private Object stored(AttributeType type, int slot, int index) {
        return switch (type) {
            case KEYWORD -> layout.dictionary().word(RecordFormat.getInt(record, slot));
            case KEYWORDS -> keywords(slot, index);
            case TEXT ->
                Utf8.decode(
                        record,
                        RecordFormat.getUnsignedShort(record, slot),
                        RecordFormat.getUnsignedShort(record, slot + 2));
            case BOOLEAN -> record[slot] != 0;
            case INT -> Boxes.of(RecordFormat.getInt(record, slot));
            case LONG -> Boxes.of(RecordFormat.getLong(record, slot));
            case DECIMAL -> Double.longBitsToDouble(RecordFormat.getLong(record, slot));
            case INSTANT -> Instant.ofEpochMilli(RecordFormat.getLong(record, slot));
        };
    }

    private KeywordSet keywords(int slot, int index) {
        KeywordSet set = keywordSets[index];
        if (set == null) {
            set = new KeywordSet(layout.dictionary());
            keywordSets[index] = set;
        }
        int offset = RecordFormat.getUnsignedShort(record, slot);
        return set.wrap(record, offset, RecordFormat.getUnsignedShort(record, slot + 2));
    }

    private @Nullable Object converted(Object value, AttributeType[] steps) {
        Object result = value;
        for (int i = 0; i < steps.length && result != null; i++) {
            result = Conversion.convert(result, steps[i], layout.dictionary());
        }
        return result;
    }

    private @Nullable String text(int slot) {
        int bytes = count(slot);
        return bytes == 0 ? null : Utf8.decode(record, RecordFormat.getUnsignedShort(record, slot), bytes);
    }

    private int count(int slot) {
        return length == 0 ? 0 : RecordFormat.getUnsignedShort(record, slot + 2);
    }

    private int consentAt(int index) {
        int checked = Objects.checkIndex(index, consentCount());
        return RecordFormat.getUnsignedShort(record, RecordFormat.AT_CONSENT) + checked * RecordFormat.CONSENT_BYTES;
    }

    private int contactAt(int index) {
        int checked = Objects.checkIndex(index, contactCount());
        return RecordFormat.getUnsignedShort(record, RecordFormat.AT_CONTACTS) + checked * RecordFormat.CONTACT_BYTES;
    }
}
