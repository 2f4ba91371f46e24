package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * An endless journal of changes of all kinds, each following from its position: profiles replaced, merged and erased, links
 * made, wake-ups added, fired and taken out, records that change nothing.
 */
final class MixedChanges {

    static final long CAPACITY = 4_000;
    private static final int PEOPLE = 300;
    private static final long START_MS = 1_700_000_000_000L;

    private MixedChanges() {}

    static Schema schema() {
        return Schemas.ofPerson(
                Schemas.person("number", AttributeType.LONG),
                Schemas.person("word", AttributeType.KEYWORD),
                new Attribute("text", Scope.PERSON, AttributeType.TEXT, "text", 4_000, null, null, false));
    }

    static String id(long position) {
        return "c-" + new Random(position * 31).nextInt(PEOPLE);
    }

    static long timeMs(long position) {
        return START_MS + position * 700;
    }

    /** Applies the records of these positions, first and last included. */
    static void apply(ProfileStore store, long first, long last) {
        for (long position = first; position <= last; position++) {
            fireDue(store.writer(), position);
            apply(store.writer(), position);
        }
    }

    private static void fireDue(StoreWriter writer, long position) {
        Timers timers = writer.timers();
        for (Timer due = timers.firstDue(timeMs(position)); due != null; due = timers.firstDue(timeMs(position))) {
            writer.begin();
            timers.remove(due.dueMs(), due.key());
            // A chain: each is put off, as one whose time has moved is.
            if (due.dueMs() % 3 > 0) {
                timers.add(due.dueMs() / 3 * 3 + due.dueMs() % 3 - 1 + 60_000, due.key());
            }
            writer.commit(position, due.dueMs(), false);
        }
    }

    private static void apply(StoreWriter writer, long position) {
        Random random = new Random(position * 31);
        ProfileKey key = new ProfileKey(Kind.PERSON, "c-" + random.nextInt(PEOPLE));
        long time = timeMs(position);
        switch (random.nextInt(8)) {
            case 0 -> writer.skip(position);
            case 1 -> writer.apply(new Change.Erase(key), position, time);
            case 2, 3 -> writer.apply(new Change.Merge(key, data(random), Set.of("word")), position, time);
            case 4, 5 -> {
                writer.begin();
                writer.timers().add(time + random.nextInt(200_000), key);
                writer.timers().add(time + random.nextInt(2_000), key);
                writer.commit(position, time, true);
            }
            default -> writer.apply(new Change.Replace(key, identified(key, random)), position, time);
        }
    }

    private static ProfileData data(Random random) {
        return ProfileData.of(Map.of("number", random.nextLong(), "text", "x".repeat(random.nextInt(600))));
    }

    private static ProfileData identified(ProfileKey key, Random random) {
        Map<String, Object> values = Map.of(
                "number",
                random.nextLong(),
                "word",
                "word-" + random.nextInt(2_000),
                "text",
                "y".repeat(random.nextInt(900)));
        Set<String> ids = Set.of("a-" + random.nextInt(PEOPLE), "b-" + key.id());
        return new ProfileData(values, "h-" + random.nextInt(50), null, ids, Map.of(), List.of());
    }
}
