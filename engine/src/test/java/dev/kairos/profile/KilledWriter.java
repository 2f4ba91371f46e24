package dev.kairos.profile;

import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The process that {@link StoreKillTest} kills: writes change after change, each known by its number, and says on stdout
 * up to which number all were acknowledged.
 */
final class KilledWriter {

    static final int PEOPLE = 400;
    static final long CAPACITY = 2_000;
    private static final int BATCH = 20;

    private KilledWriter() {}

    /** @param args the folder, the first number */
    public static void main(String[] args) {
        FileOutputStream acknowledged = new FileOutputStream(FileDescriptor.out);
        ProfileStore store =
                ProfileStore.open(Path.of(args[0]), schema(), StoreOptions.ofCapacity(CAPACITY), new Metrics());
        for (long number = Long.parseLong(args[1]); ; number++) {
            Change change = new Change.Replace(new ProfileKey(Kind.PERSON, person(number)), data(number));
            WriteResult result = Stores.write(store, change);
            if (!result.done()) {
                throw new IllegalStateException(result.message());
            }
            if (number % BATCH == 0) {
                acknowledge(acknowledged, number);
            }
        }
    }

    static Schema schema() {
        return Schemas.ofPerson(
                Schemas.person("number", AttributeType.LONG),
                Schemas.person("word", AttributeType.KEYWORD),
                Schemas.person("words", AttributeType.KEYWORDS),
                new Attribute("text", Scope.PERSON, AttributeType.TEXT, "text", 4_000, null, null, false));
    }

    static String person(long number) {
        return "c-" + number % PEOPLE;
    }

    /** All of it follows from the number, so that a record that is not whole shows. */
    static ProfileData data(long number) {
        Map<String, Object> values = Map.of(
                "number",
                number,
                "word",
                "word-" + number % 5_000,
                "words",
                Set.of("even-" + number % 2, "third-" + number % 3_000),
                "text",
                Long.toString(number).repeat((int) (number * 31 % 150)));
        // One id that stays and one that changes: links are made and undone all the time.
        Set<String> ids = Set.of("a-" + person(number), "a-" + person(number) + "-" + number / PEOPLE % 3);
        return new ProfileData(values, "h-" + number % 50, null, ids, Map.of(), List.of());
    }

    private static void acknowledge(FileOutputStream out, long number) {
        try {
            out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
