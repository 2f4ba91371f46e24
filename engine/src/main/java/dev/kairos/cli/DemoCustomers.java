package dev.kairos.cli;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes customers up for a pack's schema: for names that a bank usually has, values that go together (a student is
 * young, a pensioner old); for others, any of the type. The same seed, schema and time give the same customers, each
 * whatever the others are.
 */
final class DemoCustomers {

    /** Of so many customers, one lives in each household. */
    private static final int PER_HOUSEHOLD = 3;

    private static final int PER_COMPANY = 200;

    private final Schema schema;
    private final List<String> purposes;
    private final long seed;
    private final Instant now;

    DemoCustomers(Schema schema, Catalogue catalogue, long seed, Instant now) {
        this.schema = schema;
        this.purposes = catalogue.purposes().stream().map(Purpose::id).toList();
        this.seed = seed;
        this.now = now;
    }

    static String id(long number) {
        return "c-" + number;
    }

    /** @param number from 1 */
    Change customer(long number) {
        SplittableRandom random = random(Kind.PERSON, number);
        DemoPerson person = new DemoPerson(random, now);
        ProfileData data = new ProfileData(
                attributes(Kind.PERSON, name -> person.value(name), random),
                random.nextInt(10) < 8 ? "h-" + (1 + number / PER_HOUSEHOLD) : null,
                person.isEmployed() && random.nextInt(10) < 6 ? "b-" + (1 + number / PER_COMPANY) : null,
                random.nextInt(10) < 3 ? Set.of("a-" + number) : Set.of(),
                consent(random),
                List.of());
        return new Change.Replace(new ProfileKey(Kind.PERSON, id(number)), data);
    }

    long households(long customers) {
        return 1 + customers / PER_HOUSEHOLD;
    }

    /** @param number from 1 to {@link #households} */
    Change household(long number) {
        SplittableRandom random = random(Kind.HOUSEHOLD, number);
        Map<String, Object> known = DemoPerson.household(random);
        ProfileData data = ProfileData.of(attributes(Kind.HOUSEHOLD, known::get, random));
        return new Change.Replace(new ProfileKey(Kind.HOUSEHOLD, "h-" + number), data);
    }

    long companies(long customers) {
        return 1 + customers / PER_COMPANY;
    }

    /** @param number from 1 to {@link #companies} */
    Change company(long number) {
        SplittableRandom random = random(Kind.COMPANY, number);
        Map<String, Object> known = DemoPerson.company(random);
        ProfileData data = ProfileData.of(attributes(Kind.COMPANY, known::get, random));
        return new Change.Replace(new ProfileKey(Kind.COMPANY, "b-" + number), data);
    }

    /** How many changes {@link #all} has. */
    long changes(long customers) {
        return companies(customers) + households(customers) + customers;
    }

    /** All that so many customers come to: companies first, then households, then themselves. */
    Iterator<Change> all(long customers) {
        long companies = companies(customers);
        long households = households(customers);
        long all = changes(customers);
        return new Iterator<>() {
            private long made;

            @Override
            public boolean hasNext() {
                return made < all;
            }

            @Override
            public Change next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                made++;
                return made <= companies
                        ? company(made)
                        : made <= companies + households
                                ? household(made - companies)
                                : customer(made - companies - households);
            }
        };
    }

    private SplittableRandom random(Kind kind, long number) {
        return new SplittableRandom(seed + number * 31 + kind.ordinal()).split();
    }

    private interface Known {
        /** Null when the name says nothing, {@link DemoPerson#MISSING} when this customer has no such value. */
        @org.jspecify.annotations.Nullable
        Object of(String name);
    }

    private Map<String, Object> attributes(Kind kind, Known known, SplittableRandom random) {
        Map<String, Object> values = new HashMap<>();
        for (Attribute attribute : schema.of(kind.scope())) {
            Object value = known.of(attribute.name());
            boolean fits = value != null && attribute.type().javaType().isInstance(value);
            if (fits) {
                values.put(attribute.name(), value);
            } else if (value != DemoPerson.MISSING && random.nextInt(10) < 9) {
                values.put(attribute.name(), any(attribute, random));
            }
        }
        return values;
    }

    private Object any(Attribute attribute, SplittableRandom random) {
        return switch (attribute.type()) {
            case KEYWORD -> attribute.name() + "-" + (1 + random.nextInt(5));
            case KEYWORDS -> Set.of(attribute.name() + "-" + (1 + random.nextInt(5)));
            case TEXT -> "text " + (1 + random.nextInt(1_000));
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt(100);
            case LONG -> (long) random.nextInt(100_000);
            case DECIMAL -> random.nextInt(1_000_000) / 100.0;
            case INSTANT -> now.minus(Duration.ofHours(random.nextInt(2 * 365 * 24)));
        };
    }

    private Map<String, Consent> consent(SplittableRandom random) {
        Map<String, Consent> consent = new HashMap<>();
        for (String purpose : purposes) {
            int said = random.nextInt(20);
            if (said < 13) {
                Instant at = now.minus(Duration.ofHours(random.nextInt(365 * 24)));
                consent.put(purpose, new Consent(said < 11, at));
            }
        }
        return consent;
    }
}
