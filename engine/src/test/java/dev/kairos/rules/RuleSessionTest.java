package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.CATALOGUE;
import static dev.kairos.rules.RuleFixture.book;
import static dev.kairos.rules.RuleFixture.moment;
import static dev.kairos.rules.RuleFixture.noDeadline;
import static dev.kairos.rules.RuleFixture.proposed;
import static dev.kairos.rules.RuleFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RuleSessionTest {

    private static final String THREE_RULES = """
            rule "first" when Moment( segment == "gold" ) then
              decision.propose("gold-upgrade").lever(1.2).because("it is gold");
            end
            rule "second" when Moment( $a : age > 30 ) then
              decision.propose("card-offer").on("home.side").context($a / 10.0);
              decision.suppress("service");
            end
            rule "third" when Moment( segment == "silver" ) then
              decision.propose("call-back");
            end
            """;

    private final Proposals proposals = new Proposals(CATALOGUE);

    @Test
    void proposesWhatMatchingRulesSay() {
        try (RuleBook book = book(THREE_RULES);
                RuleSession session = book.openSession()) {

            Firing firing = session.fire(moment(values("segment", "gold", "age", 40)), proposals, noDeadline());

            assertThat(firing.firedCount()).isEqualTo(2);
            assertThat(proposed(proposals)).containsExactlyInAnyOrder("gold-upgrade", "card-offer");
            assertThat(proposals.get(1).lever()).isEqualTo(1.2);
            assertThat(proposals.get(1).because()).isEqualTo("it is gold");
            assertThat(proposals.get(0).placement().id()).isEqualTo("home.side");
            assertThat(proposals.get(0).context()).isEqualTo(4.0);
            assertThat(proposals.suppressedBy(2)).isEqualTo(1);
            assertThat(firing.faultCount()).isZero();
            assertThat(firing.deadlinePassed()).isFalse();
        }
    }

    @Test
    void rulesThatSuppressFireBeforeAllOthers() {
        String drl = """
                rule "proposes" salience 9 when Moment() then decision.propose("call-back"); end
                rule "proposes more" when Moment() then decision.propose("card-offer"); end
                rule "suppresses" when Moment() then decision.suppress("service"); end
                """;
        try (RuleBook book = book(drl);
                RuleSession session = book.openSession()) {

            Firing firing = session.fire(moment(values("age", 40)), proposals, noDeadline());

            assertThat(firing.firedCount()).isEqualTo(3);
            assertThat(firing.fired(0)).isEqualTo(2);
            assertThat(firing.fired(1)).isZero();
        }
    }

    @Test
    void namesRulesByFileAndLine() {
        try (RuleBook book = book(THREE_RULES)) {

            assertThat(book.rules())
                    .containsExactly(
                            new RuleInfo("first", 0, "rules/test.drl", 1),
                            new RuleInfo("second", 1, "rules/test.drl", 4),
                            new RuleInfo("third", 2, "rules/test.drl", 8));
        }
    }

    @Test
    void keepsNothingBetweenCalls() {
        try (RuleBook book = book(THREE_RULES);
                RuleSession session = book.openSession()) {
            MomentBase gold = moment(values("segment", "gold", "age", 40));
            MomentBase silver = moment(values("segment", "silver"));

            for (int i = 0; i < 100_000; i++) {
                proposals.clear();
                Firing firing = session.fire(i % 2 == 0 ? gold : silver, proposals, noDeadline());
                assertThat(firing.firedCount()).isEqualTo(i % 2 == 0 ? 2 : 1);
            }
        }
    }

    @Test
    void aRuleThatThrowsLosesItsOwnProposalsOnly() {
        String drl = """
                rule "bad" salience 10 when Moment( age == 40 ) then
                  decision.propose("gold-upgrade"); decision.suppress("call-back");
                  decision.propose("card-offer").lever(-1);
                end
                rule "bad condition" when Moment( age != null, 10 / (age - 40) > 1 ) then
                  decision.propose("gold-upgrade");
                end
                rule "good" when Moment( age == 40 ) then decision.propose("card-offer"); end
                """;
        try (RuleBook book = book(drl);
                RuleSession session = book.openSession()) {
            for (int call = 0; call < 3; call++) {
                proposals.clear();

                Firing firing = session.fire(moment(values("age", 40)), proposals, noDeadline());

                assertThat(proposed(proposals)).containsExactly("card-offer");
                assertThat(proposals.get(0).rule()).isEqualTo(2);
                assertThat(proposals.suppressedBy(2)).isEqualTo(-1);
                assertThat(firing.faultCount()).isEqualTo(2);
                assertThat(firing.fault(0)).isEqualTo(1);
                assertThat(firing.faultMessage(0)).contains("by zero");
                assertThat(firing.fault(1)).isZero();
                assertThat(firing.faultMessage(1)).contains("lever must be");
            }
        }
    }

    @Test
    void stopsAtTheDeadline() {
        long[] now = {0};
        Deadline deadline = new Deadline(() -> now[0]++);
        String drl = RuleFixture.rulesFor(Collections.nCopies(30, "segment == \"gold\""));
        MomentBase gold = moment(values("segment", "gold"));
        try (RuleBook book = book(drl);
                RuleSession session = book.openSession()) {
            deadline.start(0, 2);

            Firing firing = session.fire(gold, proposals, deadline);

            assertThat(firing.deadlinePassed()).isTrue();
            assertThat(firing.firedCount()).isEqualTo(2 * Decision.DEADLINE_INTERVAL);
            assertThat(proposals.size()).isEqualTo(firing.firedCount());
            Firing passedBefore = session.fire(gold, proposals, deadline);
            assertThat(passedBefore.deadlinePassed()).isTrue();
            assertThat(passedBefore.firedCount()).isZero();
            assertThat(session.fire(gold, proposals, noDeadline()).firedCount()).isEqualTo(30);
        }
    }

    @Test
    void firesByAttributes() {
        String drl = """
                rule "low" salience -5 when Moment() then decision.propose("gold-upgrade"); end
                rule "high" salience (10) no-loop when Moment() then decision.propose("card-offer"); end
                rule "off" enabled false when Moment() then decision.propose("call-back"); end
                rule "one" salience 3 activation-group "g" when Moment() then decision.propose("call-back"); end
                rule "other" salience 2 activation-group "g" when Moment() then decision.propose("call-back"); end
                """;
        try (RuleBook book = book(drl);
                RuleSession session = book.openSession()) {
            for (int call = 0; call < 2; call++) {
                proposals.clear();

                session.fire(moment(values()), proposals, noDeadline());

                assertThat(proposed(proposals)).containsExactly("card-offer", "call-back", "gold-upgrade");
            }
        }
    }

    @Test
    void aMomentThatNoRuleMatchesIsNothingToWarnOf() {
        Logger drools = (Logger) LoggerFactory.getLogger("org.drools");
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        drools.addAppender(logged);
        try (RuleBook book = book(THREE_RULES);
                RuleSession session = book.openSession()) {

            Firing firing = session.fire(moment(values("age", 10)), proposals, noDeadline());

            assertThat(firing.firedCount()).isZero();
            assertThat(logged.list).isEmpty();
        } finally {
            drools.detachAppender(logged);
        }
    }
}
