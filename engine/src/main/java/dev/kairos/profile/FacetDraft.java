package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was told under one identity, or of one household or company, on its way to be changed. Given out by
 * {@link Update} and valid until that ends; the writer's thread only. What is not touched is never decoded: its bytes
 * are copied.
 */
public final class FacetDraft {

    private final ProfileLayout layout;
    private final Kind kind;
    private final ProfileView before;
    private final Values values;
    private final WindowCells windows;
    private final Trail trail;
    private Completion completion = Completion.NONE;
    private Map<String, Consent> consent = Map.of();
    private List<Contact> contacts = List.of();
    private boolean valuesLoaded;
    private boolean valuesChanged;
    private boolean consentChanged;
    private boolean contactsChanged;
    private boolean windowsLoaded;
    private boolean windowsChanged;
    private boolean exists;
    private boolean changed;
    private @Nullable WriteResult refusal;

    FacetDraft(ProfileLayout layout, Kind kind) {
        this.layout = layout;
        this.kind = kind;
        before = layout.newView(kind);
        values = new Values(layout, kind);
        windows = new WindowCells(layout);
        trail = new Trail(before.partDecoder());
    }

    /** @param record null: there is none so far */
    void load(@Nullable Raw record, Completion with) {
        if (record == null) {
            before.clear();
        } else {
            before.wrap("", record.bytes, 0, record.length);
        }
        completion = with;
        trail.load(before.partDecoder());
        valuesLoaded = false;
        valuesChanged = false;
        consentChanged = false;
        contactsChanged = false;
        windowsLoaded = false;
        windowsChanged = false;
        exists = record != null;
        changed = false;
        refusal = null;
    }

    public ProfileLayout layout() {
        return layout;
    }

    /**
     * Sets an attribute, or takes it away. Passed over when something newer was told of it under this identity.
     *
     * @param name of an attribute of the draft's scope
     * @param value of its type's Java type; null: it has none from now on
     * @return why it cannot be kept, or null
     */
    public @Nullable WriteResult set(String name, @Nullable Object value, long atMs) {
        Attribute attribute = layout.schema().attribute(name);
        WriteResult refused = value == null && attribute != null && attribute.scope() == kind.scope()
                ? null
                : ProfileCheck.refusedValue(attribute, kind, value);
        return refused == null ? put(values().indexOf(name), value, atMs) : refused;
    }

    /** Says which household the person belongs to; null: to none. As {@link #set}. */
    public @Nullable WriteResult setHousehold(@Nullable String id, long atMs) {
        return setId(values().household(), id, atMs);
    }

    /** Says which company the person belongs to; null: to none. As {@link #set}. */
    public @Nullable WriteResult setCompany(@Nullable String id, long atMs) {
        return setId(values().company(), id, atMs);
    }

    private @Nullable WriteResult setId(int index, @Nullable String id, long atMs) {
        if (kind.scope() != Scope.PERSON || id != null && ProfileKey.problemWith(id) != null) {
            return WriteResult.INVALID;
        }
        return put(index, id, atMs);
    }

    private @Nullable WriteResult put(int index, @Nullable Object value, long atMs) {
        if (atMs >= values.toldMs(index) && !(atMs == values.toldMs(index) && values.isSame(index, value))) {
            values.put(index, value, atMs);
            valuesChanged = true;
        }
        return null;
    }

    /** Keeps what was said of a purpose, unless something newer was said under this identity. */
    public @Nullable WriteResult consent(String purpose, Consent said) {
        WriteResult refused = ProfileCheck.refusedConsent(purpose, said);
        if (refused != null) {
            return refused;
        }
        Consent known = consent().get(purpose);
        Consent holds = known == null ? said : known.newer(said);
        if (!holds.equals(known)) {
            Map<String, Consent> all = new TreeMap<>(consent());
            all.put(purpose, holds);
            setConsent(all);
        }
        return null;
    }

    /** Counts that an action met the customer. */
    public @Nullable WriteResult contact(Contact contact) {
        if (!ProfileCheck.isWord(contact.action())) {
            return WriteResult.INVALID;
        }
        List<Contact> all = new ArrayList<>(contacts());
        all.add(contact);
        setContacts(all);
        return null;
    }

    /**
     * Adds a touchpoint to a counter.
     *
     * @param counter its place in {@code schema.counters()}
     * @param value of the field that it is over; null for a count, and then for others nothing is added
     */
    public void count(int counter, long atMs, @Nullable Object value, long nowMs) {
        Counters counters = layout.counters();
        boolean counted = counters.counter(counter).of() == null;
        if (!counted && value == null) {
            return;
        }
        long raw = counted ? 0 : counters.raw(counter, value);
        int at = counted || raw != Dictionary.FULL || !(value instanceof String)
                ? windows().cells(counter)
                : -1;
        if (at < 0) {
            refusal = WriteResult.DICTIONARY_FULL;
        } else {
            counters.window(counter).add(windows.bytes(), at, atMs, raw, nowMs);
            windowsChanged = true;
        }
    }

    /**
     * Puts a step in its place on the path, unless it comes too late for that: it is older than the newest touchpoint of
     * this identity by more than the schema's horizon.
     *
     * @return false when it came too late
     */
    public boolean place(PathItem item) {
        Duration lateness = layout.schema().path().lateness();
        History.Seen seen = trail.seen();
        if (!seen.isNever() && item.atMs() < seen.lastMs() - lateness.toMillis()) {
            return false;
        }
        trail.place(item, layout.schema().path().length(), completion);
        changed = true;
        return true;
    }

    /** Notes that there was a touchpoint at this time. */
    public void seen(long atMs) {
        trail.see(new History.Seen(atMs, atMs));
        changed = true;
    }

    /** Makes it exist, though nothing was told. */
    void touch() {
        exists = true;
        changed = true;
    }

    /** Whether there is, or with this change will be, something under this key. */
    boolean exists() {
        return exists || isChanged();
    }

    boolean isChanged() {
        return changed
                || valuesChanged
                || consentChanged
                || contactsChanged
                || windowsChanged
                || trail.areStatesChanged();
    }

    @Nullable
    WriteResult refusal() {
        return refusal;
    }

    ProfileView before() {
        return before;
    }

    Trail trail() {
        return trail;
    }

    Values values() {
        if (!valuesLoaded) {
            values.load(before);
            valuesLoaded = true;
        }
        return values;
    }

    Map<String, Consent> consent() {
        if (!consentChanged) {
            return RecordDecoder.consent(before);
        }
        return consent;
    }

    void setConsent(Map<String, Consent> all) {
        consent = all;
        consentChanged = true;
    }

    List<Contact> contacts() {
        return contactsChanged ? contacts : RecordDecoder.contacts(before);
    }

    void setContacts(List<Contact> all) {
        contacts = Contacts.compact(all);
        contactsChanged = true;
    }

    WindowCells windows() {
        if (!windowsLoaded) {
            Parts parts = before.parts();
            windows.set(before.record(), parts.at(Part.WINDOWS), parts.bytes(Part.WINDOWS));
            windowsLoaded = true;
        }
        return windows;
    }

    void changeValues() {
        values();
        valuesChanged = true;
    }

    boolean areValuesChanged() {
        return valuesChanged;
    }

    boolean isConsentChanged() {
        return consentChanged;
    }

    boolean areContactsChanged() {
        return contactsChanged;
    }

    boolean areWindowsChanged() {
        return windowsChanged;
    }

    void changeWindows() {
        windows();
        windowsChanged = true;
    }
}
