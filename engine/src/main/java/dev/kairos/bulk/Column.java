package dev.kairos.bulk;

import dev.kairos.schema.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a CSV file is for.
 *
 * @param attribute for {@link Use#ATTRIBUTE} only
 * @param purpose for {@link Use#CONSENT} only
 */
record Column(
        String title,
        Use use,
        @Nullable Attribute attribute,
        @Nullable String purpose) {

    /** Columns of a rejects file begin with this. */
    static final String OWN = "kairos.";

    static final String OWN_ROW = "kairos.row";
    static final String OWN_LINE = "kairos.line";
    static final String OWN_REASON = "kairos.reason";
    static final String CONSENT = "consent.";

    enum Use {
        /** May be the column of an attribute as well. */
        ID,
        /** The number that a rejected row had in its first file. */
        ROW_NUMBER,
        ATTRIBUTE,
        HOUSEHOLD,
        COMPANY,
        ANONYMOUS_ID,
        CONSENT,
        IGNORED
    }
}
