package dev.kairos.schema;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an attribute's values are, in the words of {@code schema.yaml} and in Java. */
public enum AttributeType {
    /** One of a limited number of words, stored as a dictionary code and read as an interned String. */
    KEYWORD(String.class),
    /** A set of keywords. */
    KEYWORDS(Set.class),
    /** Free text, at most {@link Attribute#maxBytes()} long in UTF-8. */
    TEXT(String.class),
    BOOLEAN(Boolean.class),
    /** 32 bits, signed. */
    INT(Integer.class),
    /** 64 bits, signed. */
    LONG(Long.class),
    /** An IEEE double: at least 15 significant decimal digits survive a round trip. */
    DECIMAL(Double.class),
    /** A moment in UTC, to the millisecond. */
    INSTANT(java.time.Instant.class);

    /** In UTF-8. */
    public static final int MAX_KEYWORD_BYTES = 256;

    /** In one set, as it is told. Where sets of several identities are united there can be more. */
    public static final int MAX_KEYWORDS = 256;

    private final Class<?> javaType;

    AttributeType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The type of the property on {@code Moment}: always a reference, since every value can be missing. */
    public Class<?> javaType() {
        return javaType;
    }

    public boolean isNumber() {
        return this == INT || this == LONG || this == DECIMAL;
    }

    /** As written in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AttributeType> ofWord(String word) {
        for (AttributeType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
