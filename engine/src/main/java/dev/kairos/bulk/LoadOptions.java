package dev.kairos.bulk;

import dev.kairos.profile.Kind;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be loaded.
 *
 * @param kind whose profiles the rows of a CSV file are; JSON rows say so themselves
 * @param id the column that names the key, or null: {@code userId} or the like, else the row's number
 * @param numbering whether rows may go by their number where there is no column of ids; two files that do so overwrite
 *     each other
 * @param replace whether a row replaces a profile that is there; otherwise what the row does not name stays
 * @param clock when a consent in the file was given
 */
public record LoadOptions(Kind kind, @Nullable String id, boolean numbering, boolean replace, InstantSource clock) {

    /** Persons, merged into what is there. */
    public static final LoadOptions DEFAULTS = new LoadOptions(Kind.PERSON, null, true, false, InstantSource.system());
}
