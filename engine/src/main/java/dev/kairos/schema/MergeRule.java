package dev.kairos.schema;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of an attribute when several identities turn out to be one person and each knows a value. Every rule is
 * commutative: the order in which identities are linked does not matter.
 */
public enum MergeRule {
    /** The value that was set last. */
    NEWEST,
    /** The value that was set first. */
    OLDEST,
    /** For numbers: all of them added up. */
    SUM,
    /** For numbers and instants: the smallest. */
    MIN,
    /** For numbers and instants: the greatest. */
    MAX,
    /** For keywords: those of any. */
    UNION;

    /** As written in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MergeRule> ofWord(String word) {
        for (MergeRule rule : values()) {
            if (rule.word().equals(word)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Whether values of that type can be merged this way. */
    public boolean suits(AttributeType type) {
        return switch (this) {
            case NEWEST, OLDEST -> true;
            case SUM -> type.isNumber();
            case MIN, MAX -> type.isNumber() || type == AttributeType.INSTANT;
            case UNION -> type == AttributeType.KEYWORDS;
        };
    }
}
