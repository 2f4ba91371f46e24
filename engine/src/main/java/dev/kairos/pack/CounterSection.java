package dev.kairos.pack;

import dev.kairos.mistake.Nearest;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code counters}: what is counted of a customer's touchpoints, and over which window. */
final class CounterSection {

    /** Of the largest kind, these take 26 kB of a profile's 64. */
    static final int MAX_COUNTERS = 64;

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(3_660);
    private static final List<String> KINDS =
            Stream.of(Counter.Kind.values()).map(Counter.Kind::word).toList();

    private final YamlMap section;
    private final List<Attribute> attributes;
    private final PropertyNames names;
    private final List<Counter> counters = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();

    /** @param attributes all that the schema declares; those of the context can be counted */
    CounterSection(YamlMap section, List<Attribute> attributes, PropertyNames names) {
        this.section = section;
        this.attributes = attributes;
        this.names = names;
        section.entries().forEach(this::read);
        if (counters.size() > MAX_COUNTERS) {
            section.mistake("more than " + MAX_COUNTERS + " counters", "remove those that no rule uses");
        }
    }

    /** In the order of the file. */
    List<Counter> counters() {
        return counters.subList(0, Math.min(MAX_COUNTERS, counters.size()));
    }

    List<Trigger> triggers() {
        return triggers;
    }

    private void read(YamlMap.Entry entry) {
        boolean named = checkName(entry);
        YamlMap map = entry.value().map();
        Counter counter = map == null ? null : counter(entry.key(), map);
        if (counter == null || !named) {
            names.doubt(entry.key());
        } else {
            counters.add(counter);
        }
    }

    private boolean checkName(YamlMap.Entry entry) {
        String name = entry.key();
        String problem = AttributeNames.problem(name);
        if (problem != null) {
            String hint = "use lowerCamelCase, as in '" + AttributeNames.suggestion(name) + "'";
            section.mistakeAt(entry.line(), problem.replace("an attribute", "a counter"), hint);
            return false;
        }
        if (names.isBuiltIn(name)) {
            section.mistakeAt(entry.line(), "'" + name + "' is a property that every moment has", "rename the counter");
            return false;
        }
        String first = names.claim(name, "counters on line " + entry.line());
        if (first != null) {
            section.mistakeAt(
                    entry.line(),
                    "'" + name + "' is declared twice",
                    "it belongs to " + first + " already: rename the counter");
        }
        return first == null;
    }

    private @Nullable Counter counter(String name, YamlMap map) {
        String event = EventNames.read(map.require("event", "event: Product Added"));
        String when = map.text("when");
        YamlNode kindNode = map.get("kind");
        String word = kindNode == null ? "count" : Ids.reference("kind of counter", kindNode, KINDS);
        Counter.Kind kind = word == null ? null : Counter.Kind.ofWord(word).orElseThrow();
        Attribute field = field(name, kind, map);
        Duration window = window(map.require("window", "window: 7d"));
        map.text("description");
        map.refuseOthers();
        if (event == null || kind == null || kind != Counter.Kind.COUNT && field == null || window == null) {
            return null;
        }
        int line = map.lineOf(map.has("when") ? "when" : "event");
        triggers.add(Trigger.of(event, when, map.source().file(), line));
        boolean ofField = kind != Counter.Kind.COUNT;
        AttributeType type = kind.typeOver(ofField ? field.type() : null);
        return new Counter(name, event, when, kind, ofField ? field.name() : null, window, type);
    }

    /** The context field that the counter is over, or null: without a mistake only for one that needs none. */
    private @Nullable Attribute field(String counter, Counter.@Nullable Kind kind, YamlMap map) {
        boolean needed = kind != null && kind != Counter.Kind.COUNT;
        YamlNode node = needed ? map.require("of", "of: basketValue") : map.get("of");
        if (kind == Counter.Kind.COUNT && node != null) {
            map.mistakeAt(
                    map.lineOf("of"),
                    "'of' is for sum, distinct and last, and '" + counter + "' counts touchpoints",
                    "remove it, or add 'kind: sum'");
            return null;
        }
        String name = node == null ? null : node.text();
        if (name == null) {
            return null;
        }
        Attribute field = contextField(name, node);
        if (field == null || !needed || kind.suits(field.type()) || names.isDoubtful(name)) {
            return field;
        }
        node.mistake(
                "of: '" + name + "' is " + field.type().word() + ", of which there is no " + kind.word(),
                kind == Counter.Kind.SUM ? "sum needs int, long or decimal" : "use another field");
        return null;
    }

    private @Nullable Attribute contextField(String name, YamlNode node) {
        List<String> fields = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.scope() == Scope.CONTEXT) {
                fields.add(attribute.name());
            }
            if (!attribute.name().equals(name)) {
                continue;
            }
            if (attribute.scope() == Scope.CONTEXT) {
                return attribute;
            }
            node.mistake(
                    "of: '" + name + "' belongs to the " + attribute.scope().word() + ", not to the touchpoint",
                    "name a field of 'context'");
            return null;
        }
        if (!names.isDoubtful(name)) {
            String nearest = Nearest.hint(name, fields);
            node.mistake(
                    "of: there is no field '" + Ids.shortened(name) + "' under 'context'",
                    nearest != null ? nearest : "declare it there, with its type");
        }
        return null;
    }

    private static @Nullable Duration window(@Nullable YamlNode node) {
        Duration window = node == null ? null : node.duration();
        if (window != null && (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0)) {
            node.mistake("window: " + node.written() + " is out of range", "from 1m to 3660d");
        }
        return window;
    }
}
