package dev.kairos.bulk;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.ProfileData;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Profiles of {@link Schemas#EACH_TYPE}, each value there or missing. */
final class RandomProfiles {

    private RandomProfiles() {}

    static ProfileData next(Random random) {
        Map<String, Object> all = Map.of(
                "segment", word(random),
                "interests", Set.of("a" + random.nextInt(), "é\"\\\n"),
                "note", "n" + random.nextInt(1000),
                "inDefault", random.nextBoolean(),
                "age", random.nextInt(),
                "views", random.nextLong(),
                "balance", random.nextGaussian() * Math.pow(10, random.nextInt(30)),
                "since", at(random));
        Map<String, Object> some = new HashMap<>(all);
        some.keySet().removeIf(name -> random.nextInt(4) == 0);
        return new ProfileData(
                some,
                random.nextBoolean() ? word(random) : null,
                random.nextBoolean() ? word(random) : null,
                random.nextBoolean() ? Set.of(word(random)) : Set.of(),
                random.nextBoolean() ? Map.of("marketing", consent(random)) : Map.of(),
                random.nextBoolean() ? List.of(contact(random), contact(random)) : List.of());
    }

    private static Consent consent(Random random) {
        Consent.Status[] statuses = Consent.Status.values();
        return new Consent(
                statuses[random.nextInt(statuses.length)], at(random), random.nextBoolean() ? "" : word(random));
    }

    private static Contact contact(Random random) {
        Outcome[] outcomes = Outcome.values();
        return new Contact(word(random), outcomes[random.nextInt(outcomes.length)], at(random), 1 + random.nextInt(9));
    }

    private static String word(Random random) {
        return "w🙂" + random.nextInt(100);
    }

    private static Instant at(Random random) {
        return Instant.ofEpochMilli(Math.floorMod(random.nextLong(), 4_000_000_000_000L) - 1_000_000_000_000L);
    }
}
