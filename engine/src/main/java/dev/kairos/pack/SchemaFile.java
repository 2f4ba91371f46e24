package dev.kairos.pack;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code schema.yaml}, best effort: with mistakes added, it declares as much as could be understood, so that rules
 * can be checked in the same run.
 */
final class SchemaFile {

    static final int MAX_ATTRIBUTES = 1_000;
    static final int MAX_TEXT_BYTES = 4_096;
    private static final List<Scope> DECLARED =
            Stream.of(Scope.values()).filter(scope -> !scope.isGenerated()).toList();

    private final Set<String> builtIns;
    private final List<Attribute> attributes = new ArrayList<>();
    private final Map<String, String> placeOf = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();
    private boolean complete = true;
    private final Schema schema;

    private SchemaFile(YamlMap file, Set<String> builtIns) {
        this.builtIns = builtIns;
        readSections(file);
        schema = new Schema(attributes);
    }

    /** @param builtIns properties that every moment has, whose names are taken */
    static SchemaFile read(YamlMap file, Set<String> builtIns) {
        return new SchemaFile(file, builtIns);
    }

    Schema schema() {
        return schema;
    }

    private void readSections(YamlMap file) {
        for (Scope scope : DECLARED) {
            YamlNode section = file.get(scope.word());
            YamlMap declared = section == null ? null : section.map();
            complete &= section == null || declared != null;
            if (declared != null) {
                readScope(scope, declared);
            }
        }
        if (file.has("counters") && file.get("counters") != null) {
            file.mistakeAt(
                    file.lineOf("counters"),
                    "counters are not read by this version",
                    "remove the section; rules cannot use counters yet");
        }
        complete &= file.refuseOthers() == 0;
        if (attributes.size() > MAX_ATTRIBUTES) {
            file.mistake("more than " + MAX_ATTRIBUTES + " attributes", "remove those that no rule uses");
        }
    }

    /** False when whole sections could not be understood: to check rules against the rest would report good ones. */
    boolean isComplete() {
        return complete && attributes.size() <= MAX_ATTRIBUTES;
    }

    /** Names that were declared with a mistake: what rules do with them cannot be judged. */
    Set<String> doubtful() {
        return doubtful;
    }

    private void readScope(Scope scope, YamlMap section) {
        Map<String, String> bySource = new HashMap<>();
        Map<String, Attribute> byName = new HashMap<>();
        for (YamlMap.Entry entry : section.entries()) {
            Attribute attribute = readAttribute(scope, entry, section);
            if (attribute == null) {
                doubtful.add(entry.key());
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
        checkFormerNames(section, byName);
    }

    private @Nullable Attribute readAttribute(Scope scope, YamlMap.Entry entry, YamlMap section) {
        boolean named = checkName(scope, entry, section);
        Attribute attribute =
                entry.value() instanceof YamlMap long_ ? longForm(scope, entry.key(), long_) : shortForm(scope, entry);
        return named ? attribute : null;
    }

    private boolean checkName(Scope scope, YamlMap.Entry entry, YamlMap section) {
        String name = entry.key();
        String place = scope.word() + " on line " + entry.line();
        String problem = AttributeNames.problem(name);
        if (problem != null) {
            section.mistakeAt(entry.line(), problem, AttributeNames.hint(name, typeWord(entry.value())));
            return false;
        }
        if (builtIns.contains(name)) {
            section.mistakeAt(
                    entry.line(),
                    "'" + name + "' is a property that every moment has",
                    AttributeNames.hint(name, typeWord(entry.value())).replace("'" + name, "'own" + capital(name)));
            return false;
        }
        String first = placeOf.putIfAbsent(name, place);
        if (first != null) {
            section.mistakeAt(
                    entry.line(),
                    "'" + name + "' is declared twice",
                    "it belongs to " + first + " already: names are unique over all sections, rename one as in '"
                            + scope.word() + capital(name) + ": {type: " + typeWord(entry.value()) + ", from: " + name
                            + "}'");
        }
        return first == null;
    }

    private Attribute shortForm(Scope scope, YamlMap.Entry entry) {
        return Attribute.of(entry.key(), scope, type(entry.key(), entry.value()));
    }

    private Attribute longForm(Scope scope, String name, YamlMap map) {
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
                formerly(map, scope, name),
                convertedFrom(map, scope, name, type),
                map.flag("personal", false));
        map.refuseOthers();
        return attribute;
    }

    private int maxBytes(YamlMap map, String name, AttributeType type) {
        boolean text = type == AttributeType.TEXT;
        if (map.has("maxBytes") && !text && !doubtful.contains(name)) {
            map.mistakeAt(
                    map.lineOf("maxBytes"), "maxBytes is for text, and '" + name + "' is " + type.word(), "remove it");
        }
        return (int) map.whole("maxBytes", text ? Attribute.DEFAULT_TEXT_BYTES : 0, 1, MAX_TEXT_BYTES);
    }

    private @Nullable String formerly(YamlMap map, Scope scope, String name) {
        String formerly = map.text("formerly");
        if (formerly == null || refuseOnContext(map, scope, "formerly")) {
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

    private @Nullable AttributeType convertedFrom(YamlMap map, Scope scope, String name, AttributeType type) {
        YamlNode node = map.get("convertedFrom");
        if (node == null || refuseOnContext(map, scope, "convertedFrom")) {
            return null;
        }
        AttributeType former = type(name, node);
        if (former == type && !doubtful.contains(name)) {
            node.mistake("convertedFrom: '" + name + "' is " + type.word() + " now", "remove it");
        }
        return former;
    }

    private static boolean refuseOnContext(YamlMap map, Scope scope, String key) {
        if (scope == Scope.CONTEXT) {
            map.mistakeAt(map.lineOf(key), key + " is for stored attributes, and context is not stored", "remove it");
        }
        return scope == Scope.CONTEXT;
    }

    private void checkFormerNames(YamlMap section, Map<String, Attribute> byName) {
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
        doubtful.add(name);
        return AttributeType.KEYWORD;
    }

    private static String typeWord(YamlNode value) {
        return TypeWords.orKeyword(value instanceof YamlMap map ? map.get("type") : value);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
