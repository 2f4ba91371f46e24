package dev.kairos.pack;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.MergeRule;
import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of one scope. */
final class AttributeSection {

    static final int MAX_TEXT_BYTES = 4_096;
    private static final List<String> MERGE_RULES =
            Stream.of(MergeRule.values()).map(MergeRule::word).toList();

    private final Scope scope;
    private final YamlMap section;
    private final PropertyNames names;
    private final List<Attribute> attributes = new ArrayList<>();

    private AttributeSection(Scope scope, YamlMap section, PropertyNames names) {
        this.scope = scope;
        this.section = section;
        this.names = names;
    }

    /** Those that have a name that can be used, in the order of the file. */
    static List<Attribute> read(Scope scope, YamlMap section, PropertyNames names) {
        AttributeSection reader = new AttributeSection(scope, section, names);
        reader.read();
        return reader.attributes;
    }

    private void read() {
        Map<String, String> bySource = new HashMap<>();
        Map<String, Attribute> byName = new HashMap<>();
        for (YamlMap.Entry entry : section.entries()) {
            Attribute attribute = readAttribute(entry);
            if (attribute == null) {
                names.doubt(entry.key());
                continue;
            }
            String other = bySource.putIfAbsent(attribute.source(), attribute.name());
            if (other != null) {
                section.mistakeAt(
                        entry.line(),
                        "'" + attribute.name() + "' and '" + other + "' are both loaded from '" + attribute.source()
                                + "'",
                        "keep one of the two, or give them a 'from' each");
            }
            byName.put(attribute.name(), attribute);
            attributes.add(attribute);
        }
        checkFormerNames(byName);
    }

    private @Nullable Attribute readAttribute(YamlMap.Entry entry) {
        boolean named = checkName(entry);
        Attribute attribute = entry.value() instanceof YamlMap long_ ? longForm(entry.key(), long_) : shortForm(entry);
        return named ? attribute : null;
    }

    private boolean checkName(YamlMap.Entry entry) {
        String name = entry.key();
        String place = scope.word() + " on line " + entry.line();
        String problem = AttributeNames.problem(name);
        if (problem != null) {
            section.mistakeAt(entry.line(), problem, AttributeNames.hint(name, typeWord(entry.value())));
            return false;
        }
        if (names.isBuiltIn(name)) {
            section.mistakeAt(
                    entry.line(),
                    "'" + name + "' is a property that every moment has",
                    AttributeNames.hint(name, typeWord(entry.value()))
                            .replace("'" + name, "'own" + PropertyNames.capital(name)));
            return false;
        }
        String first = names.claim(name, place);
        if (first != null) {
            section.mistakeAt(
                    entry.line(),
                    "'" + name + "' is declared twice",
                    "it belongs to " + first + " already: names are unique over all sections, rename one as in '"
                            + scope.word() + PropertyNames.capital(name) + ": {type: " + typeWord(entry.value())
                            + ", from: " + name
                            + "}'");
        }
        return first == null;
    }

    private Attribute shortForm(YamlMap.Entry entry) {
        return Attribute.of(entry.key(), scope, type(entry.key(), entry.value()));
    }

    private Attribute longForm(String name, YamlMap map) {
        YamlNode typeNode = map.require("type", "type: keyword");
        AttributeType type = typeNode == null ? doubt(name) : type(name, typeNode);
        String from = map.text("from");
        if (from != null && from.isBlank()) {
            map.mistakeAt(map.lineOf("from"), "from: expected the name of a column, found nothing", null);
        }
        Attribute attribute = new Attribute(
                name,
                scope,
                type,
                from == null || from.isBlank() ? name : from,
                maxBytes(map, name, type),
                formerly(map, name),
                convertedFrom(map, name, type),
                map.flag("personal", false),
                merge(map, name, type));
        map.refuseOthers();
        return attribute;
    }

    private int maxBytes(YamlMap map, String name, AttributeType type) {
        boolean text = type == AttributeType.TEXT;
        if (map.has("maxBytes") && !text && !names.isDoubtful(name)) {
            map.mistakeAt(
                    map.lineOf("maxBytes"), "maxBytes is for text, and '" + name + "' is " + type.word(), "remove it");
        }
        return (int) map.whole("maxBytes", text ? Attribute.DEFAULT_TEXT_BYTES : 0, 1, MAX_TEXT_BYTES);
    }

    private @Nullable String formerly(YamlMap map, String name) {
        String formerly = map.text("formerly");
        if (formerly == null || refuseOnContext(map, "formerly")) {
            return null;
        }
        if (formerly.equals(name)) {
            map.mistakeAt(map.lineOf("formerly"), "formerly: '" + name + "' is its name now", "remove it");
        } else if (AttributeNames.problem(formerly) != null) {
            map.mistakeAt(
                    map.lineOf("formerly"),
                    "formerly: no attribute can have been named '" + formerly + "'",
                    "'from' is for the name of a column");
        }
        return formerly;
    }

    private @Nullable AttributeType convertedFrom(YamlMap map, String name, AttributeType type) {
        YamlNode node = map.get("convertedFrom");
        if (node == null || refuseOnContext(map, "convertedFrom")) {
            return null;
        }
        AttributeType former = type(name, node);
        if (former == type && !names.isDoubtful(name)) {
            node.mistake("convertedFrom: '" + name + "' is " + type.word() + " now", "remove it");
        }
        return former;
    }

    private boolean refuseOnContext(YamlMap map, String key) {
        if (scope == Scope.CONTEXT) {
            map.mistakeAt(map.lineOf(key), key + " is for stored attributes, and context is not stored", "remove it");
        }
        return scope == Scope.CONTEXT;
    }

    private void checkFormerNames(Map<String, Attribute> byName) {
        Map<String, String> heirs = new HashMap<>();
        for (Attribute attribute : byName.values()) {
            String formerly = attribute.formerly();
            if (formerly == null || formerly.equals(attribute.name())) {
                continue;
            }
            int line = section.lineOf(attribute.name());
            if (byName.containsKey(formerly)) {
                section.mistakeAt(
                        line,
                        "'" + attribute.name() + "' was formerly '" + formerly + "', which is still declared",
                        "remove one of the two");
            }
            String other = heirs.putIfAbsent(formerly, attribute.name());
            if (other != null) {
                section.mistakeAt(
                        Math.max(line, section.lineOf(other)),
                        "'" + other + "' and '" + attribute.name() + "' were both formerly '" + formerly + "'",
                        "keep 'formerly' on one of the two");
            }
        }
    }

    private AttributeType type(String name, YamlNode node) {
        AttributeType type = TypeWords.read(node);
        return type == null ? doubt(name) : type;
    }

    private AttributeType doubt(String name) {
        names.doubt(name);
        return AttributeType.KEYWORD;
    }

    private static String typeWord(YamlNode value) {
        return TypeWords.orKeyword(value instanceof YamlMap map ? map.get("type") : value);
    }

    private MergeRule merge(YamlMap map, String name, AttributeType type) {
        YamlNode node = map.get("merge");
        String word = node == null ? null : Ids.reference("rule to merge by", node, MERGE_RULES);
        if (word == null) {
            return MergeRule.NEWEST;
        }
        MergeRule rule = MergeRule.ofWord(word).orElseThrow();
        if (scope != Scope.PERSON) {
            node.mistake("merge is for attributes of a person: no other profiles are merged", "remove it");
        } else if (!rule.suits(type) && !names.isDoubtful(name)) {
            node.mistake(
                    "merge: '" + name + "' is " + type.word() + ", of which there is no " + word,
                    "use one of " + String.join(", ", suiting(type)));
        }
        return rule;
    }

    private static List<String> suiting(AttributeType type) {
        return Stream.of(MergeRule.values())
                .filter(rule -> rule.suits(type))
                .map(MergeRule::word)
                .toList();
    }
}
