package dev.kairos.profile;

import dev.kairos.catalogue.Outcome;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Profiles of every shape, the same for the same seed. */
final class RandomProfiles {

    private static final long NOW = Instant.parse("2026-03-01T10:00:00Z").getEpochSecond();

    private final Random random;

    RandomProfiles(Random random) {
        this.random = random;
    }

    ProfileData person(List<Attribute> attributes, int ids) {
        Map<String, Object> values = new HashMap<>();
        for (Attribute attribute : attributes) {
            if (attribute.scope() == Scope.PERSON && random.nextInt(4) > 0) {
                values.put(attribute.name(), value(attribute));
            }
        }
        Set<String> anonymousIds = new HashSet<>();
        Map<String, Consent> consent = new HashMap<>();
        List<Contact> contacts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            anonymousIds.add("a-" + random.nextInt(ids));
            consent.put("purpose-" + random.nextInt(4), consent());
            contacts.add(new Contact(
                    "action-" + random.nextInt(20),
                    Outcome.values()[random.nextInt(Outcome.values().length)],
                    Instant.ofEpochSecond(NOW - random.nextInt(1_000_000)),
                    1 + random.nextInt(3)));
        }
        return new ProfileData(
                values,
                random.nextInt(3) == 0 ? "h-" + random.nextInt(ids) : null,
                random.nextInt(3) == 0 ? "company-" + random.nextInt(ids) : null,
                anonymousIds,
                consent,
                Contacts.compact(contacts));
    }

    private Consent consent() {
        Consent.Status[] statuses = Consent.Status.values();
        String evidence = random.nextBoolean() ? "" : "Zustimmung ✓ " + random.nextInt(100);
        return new Consent(statuses[random.nextInt(statuses.length)], instant(), evidence);
    }

    private Object value(Attribute attribute) {
        return switch (attribute.type()) {
            case KEYWORD -> word();
            case KEYWORDS -> random.nextBoolean() ? Set.of() : Set.of(word());
            case TEXT -> "täxt".repeat(random.nextInt(40));
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case DECIMAL -> random.nextGaussian();
            case INSTANT -> instant();
        };
    }

    private String word() {
        return "word-" + random.nextInt(50);
    }

    private Instant instant() {
        return Instant.ofEpochMilli(1_000 * NOW + random.nextInt());
    }
}
