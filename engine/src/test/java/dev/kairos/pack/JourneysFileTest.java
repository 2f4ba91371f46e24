package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistakes;
import dev.kairos.rules.RuleFile;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneysFileTest {

    private final Mistakes mistakes = new Mistakes();

    @Test
    void readsEverythingThatAJourneyCanSay() {
        Journey purchase = read("""
                purchase:
                  description: From the first look to the order
                  entry:
                    - Product Viewed
                    - {on: [Product Added, Cart Viewed], when: basketValue > 10, to: cart}
                  stages:
                    looking: {on: Product Added, to: cart}
                    cart:
                      - {on: Order Completed, to: bought}
                      - {after: 1d, to: abandoned}
                      - {silence: 2h, to: abandoned}
                    abandoned: {after: 7d, to: exit}
                    bought: end
                  exit: [Account Closed, {silence: 30d}]
                  reentry: after 2w
                """).journeys().get(0);

        List<Transition> exits = List.of(
                Transition.on("Account Closed", null, null), Transition.afterSilence(Duration.ofDays(30), null));
        assertThat(purchase.name()).isEqualTo("purchase");
        assertThat(purchase.entry())
                .containsExactly(
                        Transition.on("Product Viewed", null, "looking"),
                        Transition.on("Product Added", "basketValue > 10", "cart"),
                        Transition.on("Cart Viewed", "basketValue > 10", "cart"));
        assertThat(purchase.stages())
                .containsExactly(
                        new Stage("looking", with(exits, Transition.on("Product Added", null, "cart")), false),
                        new Stage(
                                "cart",
                                with(
                                        exits,
                                        Transition.on("Order Completed", null, "bought"),
                                        Transition.after(Duration.ofDays(1), "abandoned"),
                                        Transition.afterSilence(Duration.ofHours(2), "abandoned")),
                                false),
                        new Stage("abandoned", with(exits, Transition.after(Duration.ofDays(7), null)), false),
                        new Stage("bought", List.of(), true));
        assertThat(purchase.reentry()).isEqualTo(Reentry.after(Duration.ofDays(14)));
    }

    private static List<Transition> with(List<Transition> exits, Transition... own) {
        List<Transition> all = new java.util.ArrayList<>(List.of(own));
        all.addAll(exits);
        return all;
    }

    @Test
    void aTriggerKnowsTheLineOfItsCondition() {
        JourneysFile file = read("""
                help:
                  entry:
                    - on: Call Started
                      when: >-
                        channel == "phone" &&
                        hour > 8
                    - Ticket Opened
                  stages:
                    open: {after: 7d, to: exit}
                """);

        assertThat(file.triggers())
                .containsExactly(
                        Trigger.of("Call Started", "channel == \"phone\" && hour > 8", "journeys.yaml", 4),
                        Trigger.of("Ticket Opened", null, "journeys.yaml", 7));
    }

    @Test
    void aJourneyBeginsAgainUnlessItSaysOtherwise() {
        assertThat(read("a: {entry: X, stages: {s: {after: 1d, to: exit}}}")
                        .journeys()
                        .get(0)
                        .reentry())
                .isEqualTo(Reentry.ALWAYS);
        assertThat(read("a: {entry: X, reentry: never, stages: {s: {after: 1d, to: exit}}}")
                        .journeys()
                        .get(0)
                        .reentry())
                .isEqualTo(Reentry.NEVER);
    }

    @Test
    void rulesCanLeadToStagesAndIntoJourneysToo() {
        String journey = """
                help:
                  stages:
                    open:
                    waiting:
                    done: end
                """;
        String rules = """
                rule "a" when Moment( event == "X" ) then decision.move("help", "open"); end
                rule "b" when Moment( event == "Y" ) then decision.move( "help" , "waiting" ); end
                rule "c" when Moment( event == "Z" ) then decision.move("help", "done"); end
                """;

        assertThat(read(journey, rules).journeys().get(0).entry()).isEmpty();
    }

    private JourneysFile read(String text) {
        return read(text, "");
    }

    private JourneysFile read(String text, String rules) {
        YamlMap file = YamlReader.read("journeys.yaml", text.getBytes(StandardCharsets.UTF_8), mistakes);
        JourneysFile read =
                JourneysFile.read(file, new PropertyNames(Set.of("now")), List.of(new RuleFile("a.drl", rules)));
        assertThat(mistakes.sorted()).isEmpty();
        return read;
    }
}
