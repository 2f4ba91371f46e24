package dev.kairos.pack;

import dev.kairos.mistake.Nearest;
import dev.kairos.schema.AttributeType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words for types in a schema, and those that people bring along from elsewhere. */
final class TypeWords {

    private static final List<String> TYPES =
            Stream.of(AttributeType.values()).map(AttributeType::word).toList();

    private TypeWords() {}

    /** The type that a node names, or null after a mistake was added. */
    static @Nullable AttributeType read(YamlNode node) {
        String word = node.text();
        if (word == null) {
            return null;
        }
        AttributeType type = AttributeType.ofWord(word).orElse(null);
        if (type == null) {
            String nearest = Nearest.hint(word, TYPES);
            node.mistake(
                    "there is no type '" + Ids.shortened(word) + "'",
                    nearest != null ? nearest : meaning(word) + "types: " + String.join(", ", TYPES));
        }
        return type;
    }

    /** The word that a node holds if it is that of a type, for use in a hint. */
    static String orKeyword(@Nullable YamlNode node) {
        return node instanceof YamlScalar scalar && TYPES.contains(scalar.raw()) ? scalar.raw() : "keyword";
    }

    private static String meaning(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "string", "varchar", "str", "enum" -> "keyword or text; ";
            case "double", "float", "number", "numeric" -> "decimal or int; ";
            case "date", "datetime", "timestamp", "time" -> "instant; ";
            case "bool", "bit" -> "boolean; ";
            case "bigint" -> "long; ";
            case "list", "array", "set" -> "keywords; ";
            default -> "";
        };
    }
}
