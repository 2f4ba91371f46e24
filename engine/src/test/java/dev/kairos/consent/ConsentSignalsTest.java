package dev.kairos.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Consent.Status;
import dev.kairos.touchpoint.ConsentStatement;
import dev.kairos.touchpoint.ConsentStatements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentSignalsTest {

    private static final long NOW = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

    private static final Catalogue CATALOGUE = catalogue(
            new Purpose("ads", 0, false, List.of(5, 6), List.of("Advertising", "Partners"), true),
            new Purpose("storage", 1, true, List.of(1), List.of("Functional"), false),
            new Purpose("service", 2, true),
            new Purpose("research", 3, false, List.of(), List.of("Advertising"), true));

    private static final List<TcfFixtures> FIXTURES = TcfFixtures.all();

    private final ConsentSignals signals = new ConsentSignals(CATALOGUE);

    @Test
    void aTcfStringGrantsAPurposeOnlyWhenAllThatItStandsForIsConsentedTo() {
        assertThat(tcf("content")).isEqualTo(Map.of("ads", Status.GRANTED, "storage", Status.GRANTED));
        assertThat(tcf("profile for content but not its use"))
                .isEqualTo(Map.of("ads", Status.DENIED, "storage", Status.GRANTED));
        assertThat(tcf("nothing")).isEqualTo(Map.of("ads", Status.DENIED, "storage", Status.DENIED));
    }

    @Test
    void aTcfStringThatCannotBeReadDeniesWhatTheTcfKnows() {
        Map<String, Consent> said = signals.statements(new ConsentStatements(List.of(), Map.of(), "x", false), NOW);

        Consent denied = new Consent(Status.DENIED, Instant.ofEpochMilli(NOW), "TCF string that cannot be read");
        assertThat(said).isEqualTo(Map.of("ads", denied, "storage", denied));
        assertThat(signals.tcf("x", NOW, (purpose, status, atMs, evidence) -> {}))
                .isFalse();
    }

    @Test
    void aPackWithoutTcfPurposesPassesTcfStringsOver() {
        ConsentSignals without = new ConsentSignals(catalogue(new Purpose("ads", 0, false)));

        assertThat(without.tcf("x", NOW, (purpose, status, atMs, evidence) -> {
                    throw new AssertionError("nothing was said of it");
                }))
                .isTrue();
    }

    @Test
    void nothingIsSaidInTheFuture() {
        Instant early = Instant.parse("2020-01-01T00:00:00Z");
        ConsentStatement own = new ConsentStatement("service", ConsentStatement.Word.GRANTED, NOW + 1, "x");
        String tcf = fixture("content").string();

        Map<String, Consent> said =
                signals.statements(new ConsentStatements(List.of(own), Map.of(), tcf, false), early.toEpochMilli());

        assertThat(said.values()).allMatch(consent -> consent.at().equals(early));
        assertThat(said).hasSize(3);
    }

    @Test
    void keepsTheTimeAndTheEvidence() {
        TcfFixtures fixture = fixture("content");
        ConsentStatement own = new ConsentStatement("service", ConsentStatement.Word.WITHDRAWN, NOW - 5, "form 7");

        Map<String, Consent> said = signals.statements(
                new ConsentStatements(List.of(own), Map.of("Advertising", false), fixture.string(), true), NOW);

        assertThat(said)
                .isEqualTo(Map.of(
                        "service", new Consent(Status.WITHDRAWN, Instant.ofEpochMilli(NOW - 5), "form 7"),
                        "storage",
                                new Consent(
                                        Status.GRANTED,
                                        fixture.updated(),
                                        "TCF " + fixture.string().substring(0, 36)),
                        "research", new Consent(Status.DENIED, Instant.ofEpochMilli(NOW), "Segment Advertising"),
                        "ads", new Consent(Status.DENIED, Instant.ofEpochMilli(NOW), "Segment Advertising")));
    }

    @Test
    void cutsEvidenceThatCannotBeStored() {
        ConsentStatement own = new ConsentStatement("service", ConsentStatement.Word.GRANTED, NOW, "🙂".repeat(100));

        Consent said = signals.statements(new ConsentStatements(List.of(own), Map.of(), null, false), NOW)
                .get("service");

        assertThat(said.evidence()).isEqualTo("🙂".repeat(Consent.MAX_EVIDENCE_BYTES / 4));
    }

    /** Every mixture of signals, against the sentence "of all that is said of a purpose, the strictest holds". */
    @Test
    void theStrictestStatementHolds() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            Mixture mixture = Mixture.next(random);

            Map<String, Boolean> granted = new HashMap<>();
            signals.statements(mixture.said(), NOW).forEach((purpose, c) -> granted.put(purpose, c.granted()));

            assertThat(granted).as(mixture.toString()).isEqualTo(mixture.expected());
        }
    }

    private record Mixture(
            Map<String, Boolean> own,
            Map<String, Boolean> categories,
            @Nullable TcfFixtures tcf,
            boolean gpc) {

        static Mixture next(Random random) {
            return new Mixture(
                    some(random, List.of("ads", "storage", "service", "research", "unknown")),
                    some(random, List.of("Advertising", "Partners", "Functional", "Unknown")),
                    random.nextInt(3) == 0 ? FIXTURES.get(random.nextInt(FIXTURES.size())) : null,
                    random.nextInt(4) == 0);
        }

        private static Map<String, Boolean> some(Random random, List<String> names) {
            Map<String, Boolean> said = new HashMap<>();
            names.forEach(name -> {
                if (random.nextInt(3) == 0) {
                    said.put(name, random.nextInt(3) > 0);
                }
            });
            return said;
        }

        ConsentStatements said() {
            List<ConsentStatement> statements = new ArrayList<>();
            own.forEach((purpose, granted) -> statements.add(new ConsentStatement(
                    purpose, granted ? ConsentStatement.Word.GRANTED : ConsentStatement.Word.WITHDRAWN, NOW, "")));
            return new ConsentStatements(statements, categories, tcf == null ? null : tcf.string(), gpc);
        }

        Map<String, Boolean> expected() {
            Map<String, Boolean> expected = new HashMap<>();
            for (Purpose purpose : CATALOGUE.purposes()) {
                List<Boolean> votes = new ArrayList<>();
                if (own.containsKey(purpose.id())) {
                    votes.add(own.get(purpose.id()));
                }
                purpose.segment().stream()
                        .filter(categories::containsKey)
                        .map(categories::get)
                        .forEach(votes::add);
                if (tcf != null && !purpose.tcf().isEmpty()) {
                    votes.add(tcf.purposes().containsAll(purpose.tcf()));
                }
                if (gpc && Set.of("ads", "research").contains(purpose.id())) {
                    votes.add(false);
                }
                if (!votes.isEmpty()) {
                    expected.put(purpose.id(), !votes.contains(false));
                }
            }
            return expected;
        }
    }

    private Map<String, Status> tcf(String name) {
        Map<String, Status> said = new HashMap<>();
        boolean readable = signals.tcf(
                fixture(name).string(),
                NOW,
                (purpose, status, atMs, evidence) ->
                        said.put(CATALOGUE.purposes().get(purpose).id(), status));
        assertThat(readable).isTrue();
        return said;
    }

    private static TcfFixtures fixture(String name) {
        return FIXTURES.stream()
                .filter(fixture -> fixture.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Catalogue catalogue(Purpose... purposes) {
        return new Catalogue(List.of(), List.of(), List.of(purposes), List.of(), List.of(), List.of(), Set.of());
    }
}
