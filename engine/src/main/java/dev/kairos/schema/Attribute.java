package dev.kairos.schema;

import org.jspecify.annotations.Nullable;

/**
 * One named, typed property: of a person, a household, a company, or of the call's context.
 *
 * @param name the property's name on {@code Moment}, unique over all scopes
 * @param source the column or key it is loaded from; the name itself unless the schema says otherwise
 * @param maxBytes for {@link AttributeType#TEXT}: the longest value in bytes of UTF-8; 0 for the other types
 * @param formerly the name it had in an earlier layout of the store, if it was renamed
 * @param convertedFrom the type it had in an earlier layout, if the schema declares that its values are to be converted
 * @param personal whether it identifies a person (name, e-mail, ...) and is kept out of logs
 * @param merge what becomes of it when several identities turn out to be one person
 */
public record Attribute(
        String name,
        Scope scope,
        AttributeType type,
        String source,
        int maxBytes,
        @Nullable String formerly,
        @Nullable AttributeType convertedFrom,
        boolean personal,
        MergeRule merge) {

    public static final int DEFAULT_TEXT_BYTES = 256;

    /** An attribute of which the newest value counts. */
    public Attribute(
            String name,
            Scope scope,
            AttributeType type,
            String source,
            int maxBytes,
            @Nullable String formerly,
            @Nullable AttributeType convertedFrom,
            boolean personal) {
        this(name, scope, type, source, maxBytes, formerly, convertedFrom, personal, MergeRule.NEWEST);
    }

    /** An attribute with the defaults that a one-line declaration has. */
    public static Attribute of(String name, Scope scope, AttributeType type) {
        return new Attribute(
                name, scope, type, name, type == AttributeType.TEXT ? DEFAULT_TEXT_BYTES : 0, null, null, false);
    }
}
