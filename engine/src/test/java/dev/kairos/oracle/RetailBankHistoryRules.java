package dev.kairos.oracle;

import static dev.kairos.oracle.RetailBankRules.rule;

import java.util.function.Predicate;

/** The part of {@link RetailBankRules} that goes by what touchpoints have made of a customer. */
final class RetailBankHistoryRules {

    private RetailBankHistoryRules() {}

    static void add() {
        journeys();
        carts();
    }

    private static void journeys() {
        rule(
                "No selling while a payment is disputed",
                m -> m.in("disputeStage", "open", "evidence", "review"),
                (m, say) -> say.suppress(
                        "cards", "loans", "savings", "investment", "insurance", "mortgage", "business", "retention"));
        rule(
                "No selling to those whom we owe an answer",
                m -> m.is("serviceStage", "overdue"),
                (m, say) -> say.suppress("cards", "loans", "insurance", "investment"));
        rule(
                "Somebody to talk to about a dispute",
                m -> m.in("disputeStage", "open", "evidence", "review"),
                (m, say) -> say.propose("appointment").context(2));
        rule(
                "Security check after a disputed payment",
                m -> m.in("disputeStage", "open", "review"),
                (m, say) -> say.propose("security-check").context(1.2));
        rule(
                "Help with a dispute that has begun",
                m -> m.in("disputeStage", "open", "review"),
                (m, say) -> say.propose("dispute-help").context(1.5));
        rule(
                "What a dispute still needs",
                m -> m.is("disputeStage", "evidence"),
                (m, say) -> say.propose("document-upload").context(2));
        rule(
                "Call back when an answer is overdue",
                m -> m.is("serviceStage", "overdue"),
                (m, say) -> say.propose("complaint-callback").context(1.5));
        rule(
                "Call back those who complain again",
                m -> m.ge("complaints90d", 2) && m.in("serviceStage", "waiting", "overdue"),
                (m, say) -> say.propose("complaint-callback").context(2));
        rule(
                "Ask how we did",
                m -> m.is("serviceStage", "answered") && m.daysSince("serviceStageSince") >= 1,
                (m, say) -> say.propose("feedback-survey").context(1.5));
        rule(
                "Help with payments that fail",
                m -> m.ge("failedPayments30d", 2),
                (m, say) -> say.propose("overdraft-help").context(1.2));
        rule(
                "A person for an application that got stuck",
                m -> m.is("purchaseStage", "stalled"),
                (m, say) -> say.propose("appointment").context(2.5));
        rule(
                "Gold card for those who look at cards",
                m -> m.is("purchaseStage", "consider") && m.is("lastProductGroup", "cards") && m.ge("balance", 500),
                (m, say) -> say.propose("credit-card-gold").context(1.5));
        rule(
                "Travel card for those who pay by card",
                m -> m.ge("spent30d", 400) && m.is("cardStatus", "active"),
                (m, say) -> say.propose("travel-card").context(1.3));
        rule(
                "A loan for those who look at loans",
                m -> m.in("purchaseStage", "consider", "apply") && m.is("lastProductGroup", "loans"),
                (m, say) -> say.propose("personal-loan").context(1.6));
        rule(
                "Term deposit for those who come back to it",
                m -> m.ge("productViews7d", 3) && m.is("lastProductGroup", "savings"),
                (m, say) -> say.propose("term-deposit").context(1.5));
        rule(
                "A talk for those who look around",
                m -> m.ge("productGroups30d", 3) && m.ge("balance", 2000),
                (m, say) -> say.propose("wealth-talk").context(1.4));
    }

    private static void carts() {
        Predicate<Facts> anyCart = m -> m.is("purchaseStage", "consider") && m.ge("cartAdds7d", 1);
        rule(
                "Gold card for those who have a card in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "cards")),
                (m, say) -> say.propose("credit-card-gold").context(4));
        rule(
                "Home insurance for those who have one in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "insurance")),
                (m, say) -> say.propose("home-insurance").context(5));
        rule(
                "Car loan for those who have a loan in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "loans")),
                (m, say) -> say.propose("car-loan").context(4));
        rule(
                "Term deposit for those who have savings in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "savings")),
                (m, say) -> say.propose("term-deposit").context(4));
        rule(
                "Fund plan for those who have a fund in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "investment")),
                (m, say) -> say.propose("fund-plan").context(4));
        rule(
                "First home for those who have a mortgage in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "mortgage")),
                (m, say) -> say.propose("first-home").context(4));
        rule(
                "Travel insurance beside a card in the cart",
                anyCart.and(m -> m.is("lastCartGroup", "cards")),
                (m, say) ->
                        say.propose("travel-insurance").on("checkout.crosssell").context(2));
    }
}
