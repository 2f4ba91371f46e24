package dev.kairos.profile;

import dev.kairos.catalogue.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the contacts of a profile few: see {@link Contact}. A pure function of them: it asks no clock. */
final class Contacts {

    static final int MAX = 128;
    private static final int MAX_COUNT = 65_535;
    private static final Duration TO_THE_HOUR = Duration.ofDays(2);
    private static final long HOUR_SECONDS = 3_600;
    private static final long DAY_SECONDS = 86_400;
    private static final long MAX_SECONDS = 0xFFFF_FFFFL;

    private record Bucket(String action, Outcome outcome, long start) {}

    private Contacts() {}

    /** At most {@link #MAX}, oldest first; what is dropped is what is oldest. */
    static List<Contact> compact(List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return contacts;
        }
        long newest = contacts.stream().mapToLong(Contacts::seconds).max().getAsLong();
        Map<Bucket, Contact> merged = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            long at = seconds(contact);
            boolean recent = newest - at <= TO_THE_HOUR.toSeconds();
            long start = at - at % (recent ? HOUR_SECONDS : DAY_SECONDS);
            Contact kept = new Contact(
                    contact.action(),
                    contact.outcome(),
                    Instant.ofEpochSecond(at),
                    Math.min(MAX_COUNT, contact.count()));
            merged.merge(new Bucket(contact.action(), contact.outcome(), start), kept, Contacts::join);
        }
        List<Contact> all = new ArrayList<>(merged.values());
        all.sort(
                Comparator.comparing(Contact::at).thenComparing(Contact::action).thenComparing(Contact::outcome));
        return List.copyOf(all.subList(Math.max(0, all.size() - MAX), all.size()));
    }

    static List<Contact> joined(List<Contact> some, List<Contact> more) {
        List<Contact> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Contact join(Contact a, Contact b) {
        Instant latest = a.at().isAfter(b.at()) ? a.at() : b.at();
        return new Contact(a.action(), a.outcome(), latest, Math.min(MAX_COUNT, a.count() + b.count()));
    }

    /** As stored: 32 bits without a sign, which end in 2106. */
    private static long seconds(Contact contact) {
        return Math.max(0, Math.min(MAX_SECONDS, contact.at().getEpochSecond()));
    }
}
