package dev.kairos.pack;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.moment.MomentType;
import dev.kairos.rules.RuleBook;
import dev.kairos.schema.Schema;
import java.time.ZoneId;

/**
 * Everything a rule author owns, validated, as it was at one moment. Immutable and safe for any thread. Close it when
 * no call uses it any more.
 *
 * @param timeZone in which dates of the pack and the hours of a moment are meant
 * @param locale BCP 47 tag of a call that names none
 * @param version the name, '@' and the first 8 hex digits of {@code hash}: the same content has the same version
 * @param hash SHA-256 of the files' paths and contents, in hex
 */
public record Pack(
        String name,
        String description,
        ZoneId timeZone,
        String locale,
        String version,
        String hash,
        Schema schema,
        Catalogue catalogue,
        MomentType momentType,
        RuleBook rules)
        implements AutoCloseable {

    @Override
    public void close() {
        rules.close();
    }
}
