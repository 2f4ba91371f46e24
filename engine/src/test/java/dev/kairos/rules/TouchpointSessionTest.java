package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.noDeadline;
import static dev.kairos.rules.RuleFixture.values;
import static dev.kairos.rules.TouchpointFixture.book;
import static dev.kairos.rules.TouchpointFixture.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.MomentBase;
import dev.kairos.rules.TouchpointFixture.Told;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TouchpointSessionTest {

    private static final String BOTH_KINDS = """
            rule "on an order" when Moment( event == "Order Completed", total > 100 ) then
              decision.set("vip", true);
              decision.move("purchase", "bought");
              decision.act("billing", "thank", "amount", 3, "who", "them");
            end
            rule "in a call" when Moment( segment == "gold" ) then decision.propose("gold-upgrade"); end
            """;

    private final Told told = new Told();

    @Test
    void aRuleThatNamesTheEventIsAskedOnTouchpointsAndNoOther() {
        try (RuleBook book = book(BOTH_KINDS);
                TouchpointSession session = book.openTouchpointSession()) {
            MomentBase order = touchpoint("Order Completed", values("total", 120.0, "segment", "gold"));

            Firing firing = session.fire(order, told);

            assertThat(told.lines)
                    .containsExactly(
                            "set vip=true", "move purchase to bought", "act billing.thank{amount=3, who=them}");
            assertThat(firing.firedCount()).isOne();
            assertThat(book.rules().get(firing.fired(0)).name()).isEqualTo("on an order");
        }
    }

    @Test
    void aRuleOnTouchpointsIsNotAskedInACall() {
        try (RuleBook book = book(BOTH_KINDS);
                RuleSession session = book.openSession()) {
            Proposals proposals = new Proposals(RuleFixture.CATALOGUE);
            MomentBase both = touchpoint("Order Completed", values("total", 120.0, "segment", "gold"));

            Firing firing = session.fire(both, proposals, noDeadline());

            assertThat(firing.firedCount()).isOne();
            assertThat(firing.fired(0)).isEqualTo(1);
            assertThat(RuleFixture.proposed(proposals)).containsExactly("gold-upgrade");
        }
    }

    @Test
    void triggersComeFirstAndThoseThatSayTheSameAreOne() {
        Trigger orders = Trigger.of("Order Completed", null, "journeys.yaml", 3);
        Trigger large = Trigger.of("Order Completed", "total > 100", "journeys.yaml", 5);
        Trigger again = Trigger.of("Order Completed", null, "schema.yaml", 7);
        Trigger visits = Trigger.of("Visit", null, "journeys.yaml", 9);
        try (RuleBook book = book(BOTH_KINDS, orders, large, again, visits);
                TouchpointSession session = book.openTouchpointSession()) {

            assertThat(book.triggers()).containsExactly(orders, large, visits);
            assertThat(book.trigger(visits.key())).isEqualTo(2);
            assertThat(book.trigger("other")).isEqualTo(-1);
            session.fire(touchpoint("Order Completed", values("total", 120.0)), told);
            session.fire(touchpoint("Visit", values("total", 120.0)), told);
            session.fire(touchpoint("Order Completed", values("total", 20.0)), told);
            session.fire(touchpoint("Order", values()), told);

            assertThat(told.lines)
                    .containsExactly(
                            "trigger 0",
                            "trigger 1",
                            "set vip=true",
                            "move purchase to bought",
                            "act billing.thank{amount=3, who=them}",
                            "trigger 2",
                            "trigger 0");
        }
    }

    @Test
    void aRuleThatSetsWhatItMatchesOnFiresOnce() {
        String drl = """
                rule "count" when Moment( event == "Visit", $n : orders, orders < 1000 ) then
                  decision.set("orders", $n + 1);
                end
                rule "sees nothing of it" when Moment( event == "Visit", orders == 2 ) then
                  decision.set("segment", "two");
                end
                """;
        try (RuleBook book = book(drl);
                TouchpointSession session = book.openTouchpointSession()) {

            Firing firing = session.fire(touchpoint("Visit", values("orders", 1)), told);

            assertThat(told.lines).containsExactly("set orders=2");
            assertThat(firing.firedCount()).isOne();
        }
    }

    @Test
    void aRuleThatFailsSaysNothingAndSpoilsNoOther() {
        String drl = """
                rule "bad" salience 10 when $m : Moment( event == "Visit" ) then
                  decision.set("vip", true);
                  decision.act("billing", "thank");
                  decision.set("orders", 7 / ($m.getOrders() - 1));
                end
                rule "bad condition" when Moment( event == "Visit", orders != null, 10 / (orders - 1) > 1 ) then
                  decision.set("vip", true);
                end
                rule "good" when Moment( event == "Visit" ) then decision.set("segment", "x"); end
                """;
        Trigger bad = Trigger.of("Visit", "10 / (orders - 1) > 1", "journeys.yaml", 12);
        try (RuleBook book = book(drl, bad);
                TouchpointSession session = book.openTouchpointSession()) {
            for (int i = 0; i < 3; i++) {
                told.lines.clear();

                Firing firing = session.fire(touchpoint("Visit", values("orders", 1)), told);

                assertThat(told.lines).containsExactly("set segment=x");
                assertThat(firing.faultCount()).isEqualTo(3);
                assertThat(List.of(book.name(firing.fault(0)), book.name(firing.fault(1)), book.name(firing.fault(2))))
                        .containsExactlyInAnyOrder("bad", "bad condition", "journeys.yaml:12");
            }
        }
    }

    @Test
    void whatTheReceiverThrowsIsNotTheRulesFault() {
        try (RuleBook book = book(BOTH_KINDS);
                TouchpointSession session = book.openTouchpointSession()) {
            MomentBase order = touchpoint("Order Completed", values("total", 120.0));
            Effects broken = new Effects() {
                @Override
                public void trigger(int index) {}

                @Override
                public void set(String attribute, Object value) {
                    throw new IllegalStateException("full");
                }

                @Override
                public void move(String journey, String stage) {}

                @Override
                public void act(String system, String action, Map<String, Object> arguments) {}
            };

            assertThatThrownBy(() -> session.fire(order, broken)).hasMessage("full");

            assertThat(session.fire(order, told).faultCount()).isZero();
            assertThat(told.lines).hasSize(3);
        }
    }

    @Test
    void rulesFireBySalienceAndOneOfAnActivationGroup() {
        String drl = """
                rule "low" salience -1 when Moment( event == "Visit" ) then decision.set("segment", "low"); end
                rule "off" enabled false when Moment( event == "Visit" ) then decision.set("segment", "off"); end
                rule "one" salience 3 activation-group "g" when Moment( event == "Visit" ) then
                  decision.set("segment", "one");
                end
                rule "other" salience 2 activation-group "g" when Moment( event != null ) then
                  decision.set("segment", "other");
                end
                """;
        try (RuleBook book = book(drl);
                TouchpointSession session = book.openTouchpointSession()) {

            session.fire(touchpoint("Visit", values()), told);
            session.fire(touchpoint("Leave", values()), told);

            assertThat(told.lines).containsExactly("set segment=one", "set segment=low", "set segment=other");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decision.set(\"segment\", \"a\" + 1);                 | a1",
                "decision.set(\"segment\", null);                      | ",
                "decision.set(\"tags\", Set.of(\"b\", \"a\"));         | [a, b]",
                "decision.set(\"tags\", List.of(\"b\", \"a\"));        | [a, b]",
                "decision.set(\"orders\", 7L);                         | 7",
                "decision.set(\"points\", 7);                          | 7",
                "decision.set(\"balance\", 7);                         | 7.0",
                "decision.set(\"balance\", -7.5);                      | -7.5",
                "decision.set(\"points\", Math.round(2.6));            | 3",
                "decision.set(\"vip\", !$m.getVip());                  | false",
                "decision.set(\"lastOrder\", $m.getNow());             | 2026-03-31T10:15:30Z",
                "decision.set(\"segment\", $m.getItem());              | ",
                "String a = \"segment\"; decision.set(a, \"x\");       | x"
            })
    void aValueArrivesInItsAttributesType(String then, String value) {
        String drl = "rule \"a\" when $m : Moment( event == \"Visit\" ) then " + then + " end";
        try (RuleBook book = book(drl);
                TouchpointSession session = book.openTouchpointSession()) {

            Firing firing = session.fire(touchpoint("Visit", values("vip", true)), told);

            assertThat(firing.faultCount()).isZero();
            assertThat(told.values).hasSize(1);
            Object got = told.values.get(0);
            assertThat(got == null ? null : got.toString()).isEqualTo(value);
            String attribute = told.lines.get(0).substring(4, told.lines.get(0).indexOf('='));
            assertThat(got == null
                            || TouchpointFixture.SCHEMA
                                    .attribute(attribute)
                                    .type()
                                    .javaType()
                                    .isInstance(got))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "var x = $m.getItem(); decision.set(\"orders\", x);            | 'orders' is int",
                "long n = 1L; decision.set(\"orders\", n << 40);               | over 32 bits",
                "decision.set(\"note\", \"more than ten\");                    | at most 10 bytes",
                "decision.set(\"balance\", Math.sqrt(-1));                     | finite",
                "decision.set(\"lastOrder\", Instant.parse(\"+999999999-01-01T00:00:00Z\")); | overflow",
                "decision.set(\"tags\", List.of(\"a\", 1));                    | nothing else",
                "decision.act(\"s\", \"x\", \"a\", \"y\" + \"x\".charAt(7));     | 7",
                "String a = \"income\"; decision.set(a, 1);                    | no attribute 'income'",
                "String a = \"bough\"; decision.move(\"purchase\", a);         | no stage 'bough'",
                "String a = null; decision.act(a, \"x\");                      | name of the system",
                "String a = \"1st\"; decision.act(\"s\", \"x\", a, 1);         | name of an argument",
                "var d = decision; d.act(\"s\", \"x\", \"a\");                 | in turn",
                "decision.act(\"s\", \"x\", \"a\", Duration.ofDays(1));        | 'a' is a Duration",
                "String a = \"b\"; decision.act(\"s\", \"x\", \"b\", 1, a, 2); | given twice"
            })
    void whatCannotBeSeenBeforeIsTheRulesFault(String then, String message) {
        String drl = "rule \"a\" when $m : Moment( event == \"Visit\" ) then " + then + " end";
        try (RuleBook book = book(drl);
                TouchpointSession session = book.openTouchpointSession()) {

            Firing firing = session.fire(touchpoint("Visit", values("item", "shoe")), told);

            assertThat(told.lines).isEmpty();
            assertThat(firing.faultCount()).isOne();
            assertThat(firing.faultMessage(0)).contains(message);
        }
    }

    @Test
    void argumentsComeSortedAndWithoutThoseThatAreMissing() {
        String drl = """
                rule "a" when $m : Moment( event == "Visit", $tags : tags ) then
                  decision.act("mail", "send", "zeta", 1, "tags", $tags, "item", $m.getItem(), "at", $m.getNow(),
                      "half", 0.5, "yes", true);
                end
                """;
        try (RuleBook book = book(drl);
                TouchpointSession session = book.openTouchpointSession()) {

            session.fire(touchpoint("Visit", values("tags", Set.of("b", "a", "c"))), told);

            assertThat(told.values)
                    .containsExactly(RuleFixture.NOW, 0.5, List.of("a", "b", "c"), true, 1L)
                    .hasOnlyElementsOfTypes(Instant.class, Double.class, List.class, Boolean.class, Long.class);
        }
    }

    @Test
    void aTouchpointThatSetsAnAttributeAllocatesNextToNothing() {
        String drl = """
                rule "a" when Moment( event == "Visit", segment != "seen" ) then decision.set("segment", "seen"); end
                """;
        Trigger[] triggers = new Trigger[50];
        for (int i = 0; i < triggers.length; i++) {
            triggers[i] = Trigger.of("Event " + i, i % 2 == 0 ? null : "total > " + i, "journeys.yaml", i + 1);
        }
        int[] count = new int[2];
        Effects counting = new Effects() {
            @Override
            public void trigger(int index) {
                count[0]++;
            }

            @Override
            public void set(String attribute, Object value) {
                count[1]++;
            }

            @Override
            public void move(String journey, String stage) {}

            @Override
            public void act(String system, String action, Map<String, Object> arguments) {}
        };
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RuleBook book = book(drl, triggers);
                TouchpointSession session = book.openTouchpointSession()) {
            MomentBase visit = touchpoint("Visit", values("segment", "new"));
            MomentBase seventh = touchpoint("Event 7", values("total", 8.0));
            long perTouchpoint = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 2_000; i++) {
                    session.fire(visit, counting);
                    session.fire(seventh, counting);
                }
                perTouchpoint = Math.min(perTouchpoint, (threads.getCurrentThreadAllocatedBytes() - before) / 4_000);
            }

            assertThat(count).containsExactly(40_000, 40_000);
            assertThat(perTouchpoint).isLessThanOrEqualTo(256);
        }
    }
}
