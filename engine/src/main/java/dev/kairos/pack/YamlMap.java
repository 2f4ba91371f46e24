package dev.kairos.pack;

import dev.kairos.mistake.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping. Every key that is asked for counts as known; {@link #refuseOthers()}, called when all has been asked for,
 * reports each other key with the known one that was probably meant.
 */
public final class YamlMap extends YamlNode {

    /** One key with its value, and the line that the key is on. */
    public record Entry(String key, int line, YamlNode value) {}

    private final Map<String, Entry> entries;
    private final Set<String> known = new LinkedHashSet<>();
    private final long weight;

    YamlMap(YamlSource source, String name, int line, Map<String, Entry> entries) {
        super(source, name, line);
        this.entries = entries;
        this.weight =
                1 + entries.values().stream().mapToLong(e -> e.value().weight()).sum();
    }

    static YamlMap empty(YamlSource source, String name, int line) {
        return new YamlMap(source, name, line, new LinkedHashMap<>());
    }

    @Override
    public YamlMap map() {
        return this;
    }

    /** All of them in the order of the file, for a mapping whose keys the author chooses. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The line of the key, or that of the mapping when it has no such key. */
    public int lineOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? line() : entry.line();
    }

    /** The value under the key, or null without a mistake when there is none. */
    public @Nullable YamlNode get(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** The value under a key that must be there. @param example a line as it could be written */
    public @Nullable YamlNode require(String key, String example) {
        YamlNode value = get(key);
        if (value == null) {
            mistake("missing key '" + key + "'", "add a line such as '" + example + "'");
        }
        return value;
    }

    public @Nullable String text(String key) {
        YamlNode value = get(key);
        return value == null ? null : value.text();
    }

    /** @param orElse what holds when the key is missing */
    public double number(String key, double orElse, double min, double max) {
        YamlNode node = get(key);
        Double value = node == null ? null : node.number();
        if (value == null) {
            return orElse;
        }
        if (value < min || value > max) {
            node.mistake(key + ": " + plain(value) + " is out of range", range(plain(min), plain(max), max));
            return orElse;
        }
        return value;
    }

    /** @param orElse what holds when the key is missing */
    public long whole(String key, long orElse, long min, long max) {
        YamlNode node = get(key);
        Long value = node == null ? null : node.whole();
        if (value == null) {
            return orElse;
        }
        if (value < min || value > max) {
            node.mistake(key + ": " + value + " is out of range", range("" + min, "" + max, max));
            return orElse;
        }
        return value;
    }

    /** @param orElse what holds when the key is missing */
    public boolean flag(String key, boolean orElse) {
        YamlNode node = get(key);
        Boolean value = node == null ? null : node.flag();
        return value == null ? orElse : value;
    }

    /** @param orElse what holds when the key is missing */
    public Duration duration(String key, Duration orElse) {
        YamlNode node = get(key);
        Duration value = node == null ? null : node.duration();
        return value == null ? orElse : value;
    }

    /** The mapping under the key; an empty one when it is missing or is something else. */
    public YamlMap map(String key) {
        YamlNode node = get(key);
        YamlMap value = node == null ? null : node.map();
        return value == null ? empty(source(), key, line()) : value;
    }

    /** The items under the key; none when it is missing or is something else. */
    public List<YamlNode> list(String key) {
        YamlNode node = get(key);
        List<YamlNode> value = node == null ? null : node.list();
        return value == null ? List.of() : value;
    }

    /** The items of a list, or the one item that is written without brackets. */
    public List<YamlNode> oneOrMore(String key) {
        YamlNode node = get(key);
        if (node == null) {
            return List.of();
        }
        return node instanceof YamlScalar scalar && !scalar.isNothing() ? List.of(scalar) : list(key);
    }

    /** The same for a key that may be written in the singular or the plural, but not both. */
    List<YamlNode> oneOrMore(String one, String many) {
        List<YamlNode> items = new ArrayList<>(oneOrMore(many));
        items.addAll(oneOrMore(one));
        if (has(one) && has(many)) {
            mistakeAt(lineOf(one), "'" + one + "' and '" + many + "' are the same key", "keep one of the two");
        }
        return items;
    }

    /** Reports every key that was not asked for. @return how many there are */
    public int refuseOthers() {
        List<Entry> others = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (!known.contains(entry.key())) {
                others.add(entry);
                mistakeAt(entry.line(), "unknown key '" + entry.key() + "'", hintFor(entry.key()));
            }
        }
        known.clear();
        return others.size();
    }

    private String hintFor(String key) {
        if (key.equals("<<")) {
            return "YAML 1.2 has no merge keys: write the keys out";
        }
        String nearest = Nearest.hint(key, known);
        return nearest != null ? nearest : "known here: " + String.join(", ", known);
    }

    private static String range(String min, String max, double top) {
        return top >= Long.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    @Override
    String described() {
        return "a mapping";
    }

    @Override
    long weight() {
        return weight;
    }
}
