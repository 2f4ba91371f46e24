package dev.kairos.pack;

import dev.kairos.mistake.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an author may call things: safe in a URL, a header, a metric label and a log line without escaping. */
final class Ids {

    private static final int MAX_CHARS = 64;
    private static final Pattern PATTERN = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final String HINT =
            "use lower-case letters and digits, joined by '-', '.' or '_', at most " + MAX_CHARS + " characters";

    private Ids() {}

    /** Checks an id that is declared or that a channel sends; a bad one is reported and can still be referred to. */
    static void check(String what, String id, int line, YamlNode at) {
        if (id.length() > MAX_CHARS || !PATTERN.matcher(id).matches()) {
            at.mistakeAt(line, "'" + shortened(id) + "' cannot be " + what, HINT);
        }
    }

    /** The items as a set of ids, each checked by itself. @param what e.g. {@code a channel} */
    static Set<String> words(String what, List<YamlNode> items) {
        Set<String> words = new LinkedHashSet<>();
        for (YamlNode item : distinct(items)) {
            String word = item.text();
            if (word != null) {
                check(what, word, item.line(), item);
                words.add(word);
            }
        }
        return words;
    }

    /** The items without those that repeat an earlier one, each of which is a mistake. */
    static List<YamlNode> distinct(List<YamlNode> items) {
        Set<String> seen = new LinkedHashSet<>();
        List<YamlNode> distinct = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlScalar scalar && !seen.add(scalar.raw())) {
                item.mistake(item.name() + ": '" + scalar.raw() + "' is listed twice", "remove one");
            } else {
                distinct.add(item);
            }
        }
        return distinct;
    }

    /** The text of a node that refers to something declared, or null after a mistake. @param what e.g. {@code group} */
    static @Nullable String reference(String what, YamlNode node, Collection<String> declared) {
        String id = node.text();
        if (id == null || declared.contains(id)) {
            return id;
        }
        String nearest = Nearest.hint(id, declared);
        node.mistake(
                "there is no " + what + " '" + shortened(id) + "'", nearest != null ? nearest : all(what, declared));
        return null;
    }

    private static String all(String what, Collection<String> declared) {
        if (declared.isEmpty()) {
            return "declare it under '" + what + "s'";
        }
        return declared.size() > 12
                ? "declare it under '" + what + "s', or use one that is"
                : "declared: " + String.join(", ", declared);
    }

    static String shortened(String id) {
        return id.length() > MAX_CHARS ? id.substring(0, MAX_CHARS) + "…" : id;
    }
}
