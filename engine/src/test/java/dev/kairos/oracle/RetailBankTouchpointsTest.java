package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.rules.RuleInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the retail bank asks of other systems, and when. */
class RetailBankTouchpointsTest {

    private static Pack pack;

    @BeforeAll
    static void load() {
        pack = PackLoader.load(RetailBankPackTest.FOLDER).orThrow();
    }

    @AfterAll
    static void close() {
        pack.close();
    }

    @Test
    void aDisputePostponesTheDirectDebitAndItsEndResumesIt() {
        assertThat(on("dispute:open"))
                .containsExactly("act billing postpone-direct-debit {days=14, since=2026-11-18T10:00:00Z}");
        assertThat(on("dispute:review")).containsExactly("act billing postpone-direct-debit {days=30}");
        assertThat(on("dispute:evidence"))
                .containsExactlyInAnyOrder(
                        "act billing postpone-direct-debit {days=30}", "act mail send {template=dispute-documents}");
        assertThat(on("dispute:resolved")).containsExactly("act billing resume-direct-debit {}");
        assertThat(on("dispute:withdrawn")).containsExactly("act billing resume-direct-debit {}");
    }

    @Test
    void whatIsOverdueIsEscalated() {
        assertThat(on("service:overdue"))
                .containsExactly("act service-desk escalate {reason=no answer within two days}");
    }

    @Test
    void nobodyIsCalledAboutAnApplicationDuringADispute() {
        assertThat(on("purchase:stalled")).hasSize(1);
        assertThat(Reactions.to(pack, "purchase:stalled", Map.of("disputeStage", "resolved")))
                .hasSize(1);
        assertThat(Reactions.to(pack, "purchase:stalled", Map.of("disputeStage", "open")))
                .isEmpty();
    }

    @Test
    void aLoginIsRemembered() {
        assertThat(on("Logged In")).containsExactly("set lastLogin 2026-11-18T10:00:00Z");
    }

    @Test
    void whatNoRuleWaitsForSetsNothingOff() {
        assertThat(on("Product Viewed")).isEmpty();
        assertThat(on("purchase:consider")).isEmpty();
        assertThat(pack.rules().rules())
                .filteredOn(rule -> rule.file().equals("rules/touchpoints.drl"))
                .extracting(RuleInfo::name)
                .hasSize(7);
    }

    private static List<String> on(String event) {
        return Reactions.to(pack, event, Map.of());
    }
}
