package dev.kairos;

import dev.kairos.pack.YamlMap;
import dev.kairos.pack.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One section of a configuration, there or not: values with their defaults and ranges. */
final class ConfigSection {

    private final String name;
    private final @Nullable YamlMap given;
    private final List<String> keys;

    /** @param keys takes the full name of each key asked for */
    ConfigSection(String name, @Nullable YamlMap given, List<String> keys) {
        this.name = name;
        this.given = given;
        this.keys = keys;
    }

    private @Nullable YamlNode get(String key) {
        keys.add(name + "." + key);
        return given == null ? null : given.get(key);
    }

    boolean isGiven() {
        return given != null && !given.entries().isEmpty();
    }

    /** 0 when there is no file. */
    int line() {
        return given == null ? 0 : given.line();
    }

    String text(String key, String orElse) {
        YamlNode node = get(key);
        String value = node == null ? null : node.text();
        return value == null ? orElse : value;
    }

    /** One of a few words: the names of the constants, in lower case. */
    <E extends Enum<E>> E choice(String key, E orElse, E[] all) {
        YamlNode node = get(key);
        String value = node == null ? null : node.text();
        if (value == null) {
            return orElse;
        }
        List<String> words = new ArrayList<>();
        for (E constant : all) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return constant;
            }
            words.add(word);
        }
        node.mistake(key + ": '" + value + "' is none of its words", "one of " + String.join(", ", words));
        return orElse;
    }

    List<String> texts(String key, List<String> orElse) {
        YamlNode node = get(key);
        List<YamlNode> items = node == null ? null : node.list();
        if (items == null) {
            return orElse;
        }
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    long whole(String key, long orElse, long min, long max) {
        YamlNode node = get(key);
        Long value = node == null ? null : node.whole();
        if (value != null && (value < min || value > max)) {
            node.mistake(key + ": " + value + " is out of range", "from " + min + " to " + max);
            return orElse;
        }
        return value == null ? orElse : value;
    }

    /** In bytes. */
    long size(String key, long orElse, long min, long max) {
        YamlNode node = get(key);
        Long value = node == null ? null : node.size();
        if (value != null && (value < min || value > max)) {
            node.mistake(
                    key + ": " + sizeText(value) + " is out of range",
                    "from " + sizeText(min) + " to " + sizeText(max));
            return orElse;
        }
        return value == null ? orElse : value;
    }

    Duration duration(String key, Duration orElse, Duration min, Duration max) {
        YamlNode node = get(key);
        Duration value = node == null ? null : node.duration();
        if (value != null && (value.compareTo(min) < 0 || value.compareTo(max) > 0)) {
            node.mistake(
                    key + ": " + durationText(value) + " is out of range",
                    "from " + durationText(min) + " to " + durationText(max));
            return orElse;
        }
        return value == null ? orElse : value;
    }

    /** From 0 to 1. */
    double share(String key, double orElse) {
        YamlNode node = get(key);
        Double value = node == null ? null : node.number();
        if (value != null && !(value >= 0 && value <= 1)) {
            node.mistake(key + ": " + value + " is out of range", "from 0, for none, to 1, for all");
            return orElse;
        }
        return value == null ? orElse : value;
    }

    /** What is made of the values, or the default after a mistake was added. */
    <T> T checked(T orElse, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            if (given != null) {
                given.mistake(name + ": " + e.getMessage(), null);
            }
            return orElse;
        }
    }

    void refuseOthers() {
        if (given != null) {
            given.refuseOthers();
        }
    }

    private static String sizeText(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB"};
        int unit = 0;
        long amount = bytes;
        while (unit < 3 && amount >= 1024 && amount % 1024 == 0) {
            amount >>= 10;
            unit++;
        }
        return amount + units[unit];
    }

    private static String durationText(Duration duration) {
        long millis = duration.toMillis();
        if (millis > 0 && millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis > 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        return millis > 0 && millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
