package dev.kairos.decision;

import dev.kairos.arbitration.Reason;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.consent.ConsentSignals;
import dev.kairos.moment.MomentType;
import dev.kairos.rules.RuleBook;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * What decisions are made by: the parts of one pack version that the decide path needs. Immutable, shared by all
 * threads.
 *
 * @param version as answered to channels and written to the log, e.g. {@code retail-bank@3f2a9c1d}
 * @param locale BCP 47, for calls that name none
 * @param names for the log
 * @param consentSignals what other standards say of the catalogue's purposes
 */
public record Playbook(
        String version,
        ZoneId zone,
        String locale,
        Catalogue catalogue,
        MomentType momentType,
        RuleBook rules,
        NameTables names,
        ConsentSignals consentSignals) {

    public static Playbook of(
            String version, ZoneId zone, String locale, Catalogue catalogue, MomentType momentType, RuleBook rules) {
        List<NameTables.Rule> named = rules.rules().stream()
                .map(rule -> new NameTables.Rule(rule.name(), rule.file(), rule.line()))
                .toList();
        List<String> reasons = Arrays.stream(Reason.values()).map(Reason::name).toList();
        NameTables names = NameTables.of(version, momentType.schema(), catalogue, named, rules.reasonsGiven(), reasons);
        return new Playbook(version, zone, locale, catalogue, momentType, rules, names, new ConsentSignals(catalogue));
    }
}
