package dev.kairos.journey;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.touchpoint.BytesIn;
import dev.kairos.touchpoint.BytesOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Changes of profiles as bytes: a version, what is to be done, to whom, and what a caller can say of a profile. Maps and
 * sets are written in the order of their keys. What touchpoints have left on a profile is no part of a change.
 */
final class ChangeCodec {

    private static final int VERSION = 1;
    private static final int REPLACE = 1;
    private static final int MERGE = 2;
    private static final int ERASE = 3;
    private static final Kind[] KINDS = Kind.values();
    private static final Consent.Status[] STATUSES = Consent.Status.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    void write(Change change, BytesOut out) {
        out.oneByte(VERSION);
        out.oneByte(change instanceof Change.Replace ? REPLACE : change instanceof Change.Merge ? MERGE : ERASE);
        out.oneByte(change.key().kind().ordinal());
        out.text(change.key().id());
        if (change instanceof Change.Replace replace) {
            write(replace.data(), out);
        } else if (change instanceof Change.Merge merge) {
            write(merge.patch(), out);
            write(merge.removed(), out);
        }
    }

    Change read(BytesIn in) {
        if (in.oneByte() != VERSION) {
            throw new IllegalArgumentException("a change of an unknown version");
        }
        int what = in.oneByte();
        ProfileKey key = new ProfileKey(in.oneOf(KINDS), in.text());
        return switch (what) {
            case REPLACE -> new Change.Replace(key, data(in));
            case MERGE -> new Change.Merge(key, data(in), names(in));
            case ERASE -> new Change.Erase(key);
            default -> throw new IllegalArgumentException("a change of an unknown kind");
        };
    }

    private static void write(ProfileData data, BytesOut out) {
        out.count(data.attributes().size());
        new TreeMap<>(data.attributes()).forEach((name, value) -> {
            out.text(name);
            Values.write(value, out);
        });
        out.textOrNull(data.household());
        out.textOrNull(data.company());
        write(data.anonymousIds(), out);
        out.count(data.consent().size());
        new TreeMap<>(data.consent()).forEach((purpose, said) -> {
            out.text(purpose);
            out.oneByte(said.status().ordinal());
            out.signed(said.at().toEpochMilli());
            out.text(said.evidence());
        });
        out.count(data.contacts().size());
        for (Contact contact : data.contacts()) {
            out.text(contact.action());
            out.oneByte(contact.outcome().ordinal());
            out.signed(contact.at().toEpochMilli());
            out.signed(contact.count());
        }
    }

    private static ProfileData data(BytesIn in) {
        int attributes = in.count();
        Map<String, Object> values = new HashMap<>(attributes * 2);
        for (int i = 0; i < attributes; i++) {
            values.put(in.name(), Values.read(in));
        }
        String household = in.textOrNull();
        String company = in.textOrNull();
        Set<String> anonymousIds = names(in);
        return new ProfileData(values, household, company, anonymousIds, consent(in), contacts(in));
    }

    private static Map<String, Consent> consent(BytesIn in) {
        int count = in.count();
        Map<String, Consent> consent = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            consent.put(in.name(), new Consent(in.oneOf(STATUSES), Instant.ofEpochMilli(in.signed()), in.name()));
        }
        return consent;
    }

    private static List<Contact> contacts(BytesIn in) {
        int count = in.count();
        List<Contact> contacts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String action = in.name();
            Outcome outcome = in.oneOf(OUTCOMES);
            contacts.add(new Contact(action, outcome, Instant.ofEpochMilli(in.signed()), wholeCount(in)));
        }
        return contacts;
    }

    /** A number of its own, which unlike the count of what follows may be larger than what is left. */
    private static int wholeCount(BytesIn in) {
        long count = in.signed();
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a count that is none");
        }
        return (int) count;
    }

    private static void write(Collection<String> texts, BytesOut out) {
        out.count(texts.size());
        new TreeSet<>(texts).forEach(out::text);
    }

    private static Set<String> names(BytesIn in) {
        int count = in.count();
        if (count == 0) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        return names;
    }
}
