package dev.kairos.pack;

import dev.kairos.rules.Trigger;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Path;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads {@code schema.yaml}, best effort: with mistakes added, it declares as much as could be understood, so that rules
 * can be checked in the same run.
 */
final class SchemaFile {

    static final int MAX_ATTRIBUTES = 1_000;
    static final int MAX_PATH = 256;
    static final Duration MAX_LATENESS = Duration.ofDays(30);
    private static final List<Scope> DECLARED =
            Stream.of(Scope.values()).filter(scope -> !scope.isGenerated()).toList();

    private final PropertyNames names;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();
    private Path path = Path.DEFAULT;
    private boolean complete = true;

    private SchemaFile(YamlMap file, Set<String> builtIns) {
        names = new PropertyNames(builtIns);
        readSections(file);
    }

    /** @param builtIns properties that every moment has, whose names are taken */
    static SchemaFile read(YamlMap file, Set<String> builtIns) {
        return new SchemaFile(file, builtIns);
    }

    /** @param journeys whose properties have names of their own */
    Schema schema(List<Journey> journeys) {
        return new Schema(attributes, counters, journeys, path);
    }

    /** What counters count, each with its line. */
    List<Trigger> triggers() {
        return triggers;
    }

    /** All names that are taken, for those that are still to come. */
    PropertyNames names() {
        return names;
    }

    private void readSections(YamlMap file) {
        for (Scope scope : DECLARED) {
            YamlNode section = file.get(scope.word());
            YamlMap declared = section == null ? null : section.map();
            complete &= section == null || declared != null;
            if (declared != null) {
                attributes.addAll(AttributeSection.read(scope, declared, names));
            }
        }
        readCounters(file);
        path = path(file.map("path"));
        complete &= file.refuseOthers() == 0;
        if (attributes.size() > MAX_ATTRIBUTES) {
            file.mistake("more than " + MAX_ATTRIBUTES + " attributes", "remove those that no rule uses");
        }
    }

    private void readCounters(YamlMap file) {
        YamlNode section = file.get("counters");
        YamlMap declared = section == null ? null : section.map();
        complete &= section == null || declared != null;
        if (declared != null) {
            CounterSection reader = new CounterSection(declared, attributes, names);
            counters.addAll(reader.counters());
            triggers.addAll(reader.triggers());
        }
    }

    private static Path path(YamlMap section) {
        int length = (int) section.whole("length", Path.DEFAULT.length(), 1, MAX_PATH);
        YamlNode node = section.get("lateness");
        Duration lateness = node == null ? null : node.duration();
        section.refuseOthers();
        if (lateness != null && lateness.compareTo(MAX_LATENESS) > 0) {
            node.mistake("lateness: " + node.written() + " is out of range", "at most 30d");
        }
        return new Path(length, lateness == null ? Path.DEFAULT.lateness() : lateness);
    }

    /** False when whole sections could not be understood: to check rules against the rest would report good ones. */
    boolean isComplete() {
        return complete && attributes.size() <= MAX_ATTRIBUTES;
    }

    /** Names that were declared with a mistake: what rules do with them cannot be judged. */
    Set<String> doubtful() {
        return names.doubtful();
    }
}
