package dev.kairos.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The rules of {@code rules/retail-bank}, written again by hand as one predicate and one consequence each: slow, plain
 * and independent of Drools, so that a rule that means something else to the engine than to its author is found.
 */
final class RetailBankRules {

    record Rule(Predicate<Facts> when, BiConsumer<Facts, Said> then) {}

    /** By the name that the rule has in its DRL file. */
    static final Map<String, Rule> ALL = new LinkedHashMap<>();

    static {
        cards();
        loans();
        savings();
        investment();
        insurance();
        mortgage();
        business();
        service();
        security();
        onboarding();
        retention();
        protection();
        RetailBankHistoryRules.add();
    }

    private RetailBankRules() {}

    static void fire(Facts facts, Said said) {
        ALL.values().stream()
                .filter(rule -> rule.when().test(facts))
                .forEach(rule -> rule.then().accept(facts, said));
    }

    static void rule(String name, Predicate<Facts> when, BiConsumer<Facts, Said> then) {
        if (ALL.put(name, new Rule(when, then)) != null) {
            throw new IllegalStateException("two rules have the name " + name);
        }
    }

    private static void cards() {
        rule(
                "Classic card for those with a regular income",
                m -> m.ge("age", 21)
                        && m.lt("age", 65)
                        && m.ge("balance", 200)
                        && m.lt("balance", 3000)
                        && m.notIn("job", "student", "unemployed", "unknown"),
                (m, say) -> say.propose("credit-card-classic"));
        rule(
                "Classic card fits wage earners without a loan",
                m -> m.in("job", "admin.", "services", "technician", "blue-collar")
                        && m.is("personalLoan", false)
                        && m.ge("balance", 300)
                        && m.lt("balance", 2000),
                (m, say) -> say.propose("credit-card-classic").context(1.6));
        rule(
                "Gold card for comfortable balances",
                m -> m.ge("age", 28) && m.ge("balance", 3000) && m.lt("balance", 15_000),
                (m, say) -> say.propose("credit-card-gold"));
        rule(
                "Gold card for the gold segment",
                m -> m.is("segment", "gold") && m.ge("balance", 1000),
                (m, say) -> say.propose("credit-card-gold").lever(1.4));
        rule(
                "Platinum card for high balances",
                m -> m.ge("age", 30) && m.ge("balance", 15_000),
                (m, say) -> say.propose("credit-card-platinum"));
        rule(
                "Platinum card suits well-off managers",
                m -> m.in("job", "management", "entrepreneur")
                        && m.is("education", "tertiary")
                        && m.ge("balance", 8000),
                (m, say) -> say.propose("credit-card-platinum").propensity(0.04));
        rule(
                "Student card",
                m -> m.is("job", "student") && m.ge("age", 18) && m.le("age", 30),
                (m, say) -> say.propose("student-card"));
        rule(
                "Student card on the pages for young people",
                m -> m.startsWith("page", "/young") && m.ge("age", 18) && m.le("age", 26),
                (m, say) -> say.propose("student-card").context(1.5));
        rule(
                "Travel card on the travel pages",
                m -> m.startsWith("page", "/travel") && m.ge("balance", 0),
                (m, say) -> say.propose("travel-card").context(2.5));
        rule(
                "Travel card while abroad",
                m -> m.notIn("country", "PT", "ES") && m.notIn("cardStatus", "ordered") && m.ge("balance", 500),
                (m, say) -> say.propose("travel-card").context(1.8));
        rule(
                "Classic card beside a filled basket",
                m -> m.is("page", "/checkout") && m.ge("basketValue", 50) && m.ge("balance", 0),
                (m, say) -> say.propose("credit-card-classic")
                        .on("checkout.crosssell")
                        .context(1.3));
        rule(
                "Card campaign of the season",
                m -> m.is("campaignCode", "CARDS26") && m.ge("age", 21),
                (m, say) -> say.propose("credit-card-gold").context(2));
        rule(
                "Cash back for the summer",
                m -> m.is("cardStatus", "active") && m.ge("balance", 0),
                (m, say) -> say.propose("summer-cashback").context(1.2));
    }

    private static void loans() {
        rule(
                "Personal loan for those who have none",
                m -> m.is("personalLoan", false)
                        && m.ge("age", 23)
                        && m.le("age", 62)
                        && m.ge("balance", 0)
                        && m.lt("balance", 600)
                        && m.notIn("job", "student", "unemployed", "retired"),
                (m, say) -> say.propose("personal-loan"));
        rule(
                "Personal loan after a search for one",
                m -> m.matches("searchTerm", "(?i).*(loan|credit|kredit|crédito|empréstimo).*"),
                (m, say) -> say.propose("personal-loan").context(3));
        rule(
                "Personal loan when the caller asks for money",
                m -> m.is("callReason", "loan") && m.is("channel", "call-centre"),
                (m, say) -> say.propose("personal-loan").context(4));
        rule(
                "Car loan for couples with wages",
                m -> m.is("maritalStatus", "married")
                        && m.is("personalLoan", false)
                        && m.ge("age", 25)
                        && m.le("age", 55)
                        && m.ge("balance", 600)
                        && m.lt("balance", 4000)
                        && m.in("job", "admin.", "technician", "services", "blue-collar", "management"),
                (m, say) -> say.propose("car-loan"));
        rule(
                "Car loan on the car pages",
                m -> m.startsWith("page", "/car"),
                (m, say) -> say.propose("car-loan").context(3));
        rule(
                "One loan instead of several",
                m -> m.is("personalLoan", true) && m.is("housingLoan", true) && m.lt("balance", 2500),
                (m, say) -> say.propose("loan-consolidation"));
        rule(
                "One loan instead of several, for those in touch already",
                m -> m.is("personalLoan", true)
                        && m.is("housingLoan", true)
                        && m.in("previousOutcome", "other", "success"),
                (m, say) -> say.propose("loan-consolidation").lever(1.2));
        rule(
                "Green renovation loan for home owners",
                m -> m.is("homeTenure", "owner") && m.ge("householdIncome", 2000) && m.lt("age", 68),
                (m, say) -> say.propose("green-home-loan").context(1.4));
        rule(
                "Green renovation loan for graduates who are paying off a home",
                m -> m.is("housingLoan", true)
                        && m.is("education", "tertiary")
                        && m.ge("age", 33)
                        && m.le("age", 60)
                        && m.ge("balance", 1000)
                        && m.lt("balance", 3500),
                (m, say) -> say.propose("green-home-loan").context(1.3));
        rule(
                "Instalments for a large basket",
                m -> m.is("page", "/checkout") && m.ge("basketValue", 120) && m.lt("basketValue", 3000),
                (m, say) -> say.propose("checkout-instalments")
                        .on("checkout.crosssell")
                        .context(Math.min(4, 1 + m.number("basketValue") / 250)));
    }

    private static void savings() {
        rule(
                "Term deposit for idle balances",
                m -> m.is("termDeposit", false) && m.ge("balance", 1500),
                (m, say) -> say.propose("term-deposit"));
        rule(
                "Term deposit after an earlier success",
                m -> m.is("termDeposit", false) && m.is("previousOutcome", "success"),
                (m, say) -> say.propose("term-deposit").propensity(0.4));
        rule(
                "Term deposit after a long talk",
                m -> m.is("termDeposit", false) && m.ge("lastCallSeconds", 500) && m.le("campaignContacts", 3),
                (m, say) -> say.propose("term-deposit").propensity(0.22));
        rule(
                "Term deposit for retired savers",
                m -> m.is("termDeposit", false) && m.is("job", "retired") && m.ge("balance", 800),
                (m, say) -> say.propose("term-deposit").context(1.5));
        rule(
                "Renew the term deposit",
                m -> m.is("termDeposit", true) && m.ge("balance", 400),
                (m, say) -> say.propose("term-deposit-renewal"));
        rule(
                "Renew the term deposit of loyal savers",
                m -> m.is("termDeposit", true) && m.is("previousOutcome", "success"),
                (m, say) -> say.propose("term-deposit-renewal").lever(1.3));
        rule(
                "Instant savings for a first cushion",
                m -> m.lt("age", 40) && m.ge("balance", 100) && m.lt("balance", 1500),
                (m, say) -> say.propose("instant-savings"));
        rule(
                "Instant savings for students and job seekers",
                m -> m.in("job", "student", "unemployed") && m.ge("balance", 100),
                (m, say) -> say.propose("instant-savings").context(1.6));
        rule(
                "Instant savings when the salary comes in",
                m -> m.is("page", "/account/salary"),
                (m, say) -> say.propose("instant-savings").context(2.5));
        rule(
                "Children's savings",
                m -> m.ge("children", 1) && m.ge("balance", 200),
                (m, say) -> say.propose("kids-savings").context(1.5));
        rule(
                "Children's savings for likely parents",
                m -> m.missing("children")
                        && m.is("maritalStatus", "married")
                        && m.ge("age", 28)
                        && m.le("age", 42)
                        && m.ge("balance", 300)
                        && m.lt("balance", 1500),
                (m, say) -> say.propose("kids-savings").propensity(0.14));
        rule(
                "Holiday savings",
                m -> m.ge("age", 25) && m.ge("balance", 150) && m.lt("balance", 900) && m.is("housingLoan", false),
                (m, say) -> say.propose("holiday-savings"));
        rule(
                "Holiday savings for larger households",
                m -> m.ge("householdSize", 3) && m.ge("balance", 150),
                (m, say) -> say.propose("holiday-savings").context(2));
    }

    private static void investment() {
        rule(
                "Fund plan for regular savers",
                m -> m.ge("age", 25)
                        && m.le("age", 55)
                        && m.ge("balance", 4000)
                        && m.in("education", "secondary", "tertiary"),
                (m, say) -> say.propose("fund-plan"));
        rule(
                "Fund plan after a search",
                m -> m.matches("searchTerm", "(?i).*(fund|invest|etf|fonds|fundo).*"),
                (m, say) -> say.propose("fund-plan").context(3));
        rule(
                "Wealth talk for large balances",
                m -> m.ge("age", 30) && m.ge("balance", 20_000),
                (m, say) -> say.propose("wealth-talk"));
        rule(
                "Wealth talk for gold customers on the phone",
                m -> m.is("segment", "gold") && m.is("channel", "call-centre") && m.ge("balance", 8000),
                (m, say) -> say.propose("wealth-talk").context(1.8));
        rule(
                "Pension plan for the self-employed",
                m -> m.in("job", "self-employed", "entrepreneur")
                        && m.ge("age", 28)
                        && m.le("age", 58)
                        && m.ge("balance", 500),
                (m, say) -> say.propose("pension-plan").context(1.5));
        rule(
                "Pension plan in the last working years",
                m -> m.ge("age", 45) && m.le("age", 60) && m.ge("balance", 2500) && m.notIn("job", "retired"),
                (m, say) -> say.propose("pension-plan"));
        rule(
                "Pension top-up before the year ends",
                m -> m.ge("age", 40) && m.le("age", 64) && m.ge("balance", 3000),
                (m, say) -> say.propose("pension-top-up"));
        rule(
                "Green fund for young graduates",
                m -> m.lt("age", 40) && m.is("education", "tertiary") && m.ge("balance", 1200),
                (m, say) -> say.propose("green-fund").context(1.6));
    }

    private static void insurance() {
        rule(
                "Home insurance for those who are paying off a home",
                m -> m.is("housingLoan", true) && m.containsNot("products", "home-insurance") && m.ge("balance", 0),
                (m, say) -> say.propose("home-insurance").context(1.5));
        rule(
                "Home insurance on the moving pages",
                m -> m.startsWith("page", "/moving"),
                (m, say) -> say.propose("home-insurance").context(3));
        rule(
                "Travel insurance on the travel pages",
                m -> m.startsWith("page", "/travel") && m.lt("age", 80),
                (m, say) -> say.propose("travel-insurance").context(3));
        rule(
                "Travel insurance beside a large basket",
                m -> m.is("page", "/checkout") && m.ge("basketValue", 400) && m.is("campaignCode", "TRAVEL26"),
                (m, say) ->
                        say.propose("travel-insurance").on("checkout.crosssell").context(4));
        rule(
                "Life insurance for couples with a mortgage",
                m -> m.is("maritalStatus", "married")
                        && m.is("housingLoan", true)
                        && m.ge("age", 28)
                        && m.le("age", 50)
                        && m.ge("balance", 300),
                (m, say) -> say.propose("life-insurance"));
        rule(
                "Life insurance for parents",
                m -> m.ge("children", 1) && m.le("age", 55) && m.ge("balance", 0),
                (m, say) -> say.propose("life-insurance").context(1.6));
        rule(
                "Payment protection for borrowers",
                m -> m.is("personalLoan", true)
                        && m.lt("age", 60)
                        && m.ge("balance", 0)
                        && m.notIn("job", "unemployed", "retired", "student"),
                (m, say) -> say.propose("payment-protection").context(1.6));
    }

    private static void mortgage() {
        rule(
                "First home for young earners",
                m -> m.is("housingLoan", false)
                        && m.ge("age", 26)
                        && m.le("age", 42)
                        && m.ge("balance", 5000)
                        && m.notIn("job", "student", "unemployed"),
                (m, say) -> say.propose("first-home"));
        rule(
                "First home for those who rent",
                m -> m.is("homeTenure", "rented") && m.ge("householdIncome", 2200) && m.lt("age", 50),
                (m, say) -> say.propose("first-home").context(1.8));
        rule(
                "First home after a search",
                m -> m.matches("searchTerm", "(?i).*(mortgage|home loan|hypothek|habitação|house).*"),
                (m, say) -> say.propose("first-home").context(3));
        rule(
                "Better rate for those who are paying off a home",
                m -> m.is("housingLoan", true)
                        && m.ge("age", 30)
                        && m.le("age", 60)
                        && m.ge("balance", 4000)
                        && m.is("personalLoan", false),
                (m, say) -> say.propose("mortgage-rate-switch"));
        rule(
                "Better rate on the mortgage page",
                m -> m.is("housingLoan", true) && m.is("page", "/mortgage"),
                (m, say) -> say.propose("mortgage-rate-switch").context(2));
        rule(
                "Renovation money for long-time owners",
                m -> m.is("homeTenure", "owner") && m.ge("age", 45) && m.le("age", 68) && m.ge("balance", 2000),
                (m, say) -> say.propose("home-renovation").context(1.7));
        rule(
                "Renovation money on the renovation pages",
                m -> m.startsWith("page", "/renovation") && m.ge("age", 25),
                (m, say) -> say.propose("home-renovation").context(3));
    }

    private static void business() {
        rule(
                "Business account for the self-employed",
                m -> m.in("job", "self-employed", "entrepreneur") && m.missing("industry") && m.ge("balance", 0),
                (m, say) -> say.propose("business-account"));
        rule(
                "Business account on the business pages",
                m -> m.startsWith("page", "/business") && m.missing("employees"),
                (m, say) -> say.propose("business-account").context(2.5));
        rule(
                "Payroll for employers",
                m -> m.ge("employees", 5) && m.is("payrollWithUs", false),
                (m, say) -> say.propose("payroll-service").context(1.4));
        rule(
                "Payroll for larger employers",
                m -> m.ge("employees", 50) && m.is("payrollWithUs", false),
                (m, say) -> say.propose("payroll-service").context(1.8).lever(1.2));
        rule(
                "Card terminal for shops",
                m -> m.in("industry", "retail", "hospitality")
                        && m.ge("annualRevenue", 50_000)
                        && m.lt("annualRevenue", 5_000_000),
                (m, say) -> say.propose("card-terminal").context(1.5));
    }

    private static void service() {
        rule("Help with an overdraft", m -> m.lt("balance", 0), (m, say) -> say.propose("overdraft-help"));
        rule(
                "Help with a deep overdraft",
                m -> m.lt("balance", -500),
                (m, say) -> say.propose("overdraft-help").context(1.5));
        rule("A way out of default", m -> m.is("inDefault", true), (m, say) -> say.propose("hardship-help"));
        rule(
                "A way out for borrowers who lost their job",
                m -> m.is("job", "unemployed") && m.is("personalLoan", true),
                (m, say) -> say.propose("hardship-help").context(0.8));
        rule(
                "Help with an open dispute",
                m -> m.contains("openCases", "dispute"),
                (m, say) -> say.propose("dispute-help"));
        rule(
                "Help with a dispute that is searched for",
                m -> m.matches("searchTerm", "(?i).*(dispute|chargeback|refund|reclam).*"),
                (m, say) -> say.propose("dispute-help").context(1.2));
        rule("Check the address", m -> m.contains("openCases", "address"), (m, say) -> say.propose("address-check"));
        rule(
                "Documents are missing",
                m -> m.contains("openCases", "documents"),
                (m, say) -> say.propose("document-upload"));
        rule(
                "Appointment for callers who want advice",
                m -> m.is("callReason", "advice"),
                (m, say) -> say.propose("appointment").context(2));
        rule(
                "Appointment at the kiosk in opening hours",
                m -> m.is("channel", "kiosk")
                        && m.ge("hour", 8)
                        && m.lt("hour", 16)
                        && m.notIn("dayOfWeek", "saturday", "sunday"),
                (m, say) -> say.propose("appointment").context(1.5));
        rule(
                "Appointment for older customers rather than an app",
                m -> m.ge("age", 70) && m.is("contactChannel", "telephone"),
                (m, say) -> say.propose("appointment"));
        rule(
                "Statements without paper",
                m -> m.in("contactChannel", "cellular", "telephone") && m.lt("age", 70),
                (m, say) -> say.propose("digital-statement"));
        rule(
                "Call back after a complaint",
                m -> m.is("callReason", "complaint"),
                (m, say) -> say.propose("complaint-callback"));
        rule(
                "Call back what is urgent",
                m -> m.ge("urgency", 2),
                (m, say) -> say.propose("complaint-callback").context(1.2));
    }

    private static void security() {
        rule("Fraud alert", m -> m.contains("openCases", "fraud"), (m, say) -> say.propose("fraud-alert"));
        rule(
                "Fraud alert on the phone comes first",
                m -> m.contains("openCases", "fraud") && m.is("channel", "call-centre"),
                (m, say) -> say.propose("fraud-alert").context(1.5));
        rule("Replace a blocked card", m -> m.is("cardStatus", "blocked"), (m, say) -> say.propose("card-replacement"));
        rule(
                "Replace a card before it expires",
                m -> m.is("cardStatus", "active")
                        && m.daysUntil("cardExpires") != null
                        && m.daysUntil("cardExpires") >= 0
                        && m.daysUntil("cardExpires") < 30,
                (m, say) -> say.propose("card-replacement").context(0.6));
        rule(
                "Security check after a long absence",
                m -> m.daysSince("lastLogin") != null && m.daysSince("lastLogin") > 180,
                (m, say) -> say.propose("security-check"));
        rule(
                "Security check when signing in from far away",
                m -> m.notIn("country", "PT", "ES", "FR", "DE", "GB") && m.is("page", "/login"),
                (m, say) -> say.propose("security-check").context(1.5));
        rule(
                "Use of the card abroad",
                m -> m.notIn("country", "PT", "ES") && m.is("cardStatus", "active"),
                (m, say) -> say.propose("card-abroad"));
    }

    private static void onboarding() {
        rule("An account for visitors", m -> m.is("known", false), (m, say) -> say.propose("open-account"));
        rule(
                "An account for visitors who came by the campaign",
                m -> m.is("known", false) && m.is("campaignCode", "WELCOME26"),
                (m, say) -> say.propose("open-account").context(1.5));
        rule(
                "An account for those who have looked around",
                m -> m.is("known", true) && m.missing("balance") && m.missing("customerSince"),
                (m, say) -> say.propose("open-account"));
        rule("Activate the new card", m -> m.is("cardStatus", "ordered"), (m, say) -> say.propose("card-activation"));
        rule(
                "Tour for new customers",
                m -> m.daysSince("customerSince") != null && m.daysSince("customerSince") < 60,
                (m, say) -> say.propose("welcome-tour"));
        rule(
                "Bring the salary along",
                m -> m.daysSince("customerSince") != null
                        && m.daysSince("customerSince") < 365
                        && m.containsNot("products", "salary-account")
                        && m.ge("age", 20)
                        && m.lt("age", 62),
                (m, say) -> say.propose("salary-switch"));
        rule(
                "Install the app",
                m -> m.is("hasApp", false) && m.notIn("channel", "app"),
                (m, say) -> say.propose("app-install").context(1.5));
        rule(
                "Install the app, for mobile customers of whom it is not known",
                m -> m.missing("hasApp")
                        && m.is("contactChannel", "cellular")
                        && m.in("channel", "web", "kiosk")
                        && m.lt("age", 45),
                (m, say) -> say.propose("app-install"));
    }

    private static void retention() {
        rule(
                "Loyalty bonus for good customers at risk",
                m -> m.ge("churnRisk", 0.6) && m.in("segment", "gold", "silver"),
                (m, say) -> say.propose("loyalty-bonus"));
        rule(
                "Loyalty bonus after ten years",
                m -> m.daysSince("customerSince") != null && m.daysSince("customerSince") >= 3650 && m.ge("balance", 0),
                (m, say) -> say.propose("loyalty-bonus").context(0.7));
        rule(
                "Fee waiver for small accounts at risk",
                m -> m.ge("churnRisk", 0.5) && m.ge("balance", 0) && m.lt("balance", 1500),
                (m, say) -> say.propose("fee-waiver").context(0.5 + m.number("churnRisk")));
        rule(
                "Fee waiver for those who look at closing",
                m -> m.is("page", "/account/close"),
                (m, say) -> say.propose("fee-waiver").context(4));
        rule(
                "Ask those who said no",
                m -> m.is("previousOutcome", "failure") && m.le("campaignContacts", 4) && m.ge("balance", 0),
                (m, say) -> say.propose("feedback-survey"));
        rule(
                "Win back those who have gone quiet",
                m -> m.daysSince("lastLogin") != null && m.daysSince("lastLogin") > 365 && m.ge("balance", 500),
                (m, say) -> say.propose("winback-call"));
    }

    private static void protection() {
        rule(
                "No credit in default",
                m -> m.is("inDefault", true),
                (m, say) -> say.suppress("loans", "cards", "mortgage"));
        rule(
                "No credit while overdrawn",
                m -> m.lt("balance", 0),
                (m, say) -> say.suppress("loans", "cards", "payment-protection"));
        rule(
                "No credit at high risk",
                m -> m.is("riskClass", "high"),
                (m, say) -> say.suppress("loans", "mortgage", "credit-card-platinum"));
        rule(
                "No loans without an income",
                m -> m.in("job", "student", "unemployed"),
                (m, say) -> say.suppress("loans", "mortgage"));
        rule(
                "No long loans late in life",
                m -> m.gt("age", 70),
                (m, say) -> say.suppress("mortgage", "car-loan", "life-insurance"));
        rule(
                "Minors are offered no credit",
                m -> m.lt("age", 18),
                (m, say) -> say.suppress("loans", "cards", "mortgage", "investment"));
        rule("No selling to customers in difficult circumstances", m -> m.is("vulnerable", true), (m, say) -> {
            say.suppress("loans", "cards", "investment", "insurance");
            say.propose("appointment").context(2);
        });
        rule(
                "No selling while fraud is suspected",
                m -> m.contains("openCases", "fraud"),
                (m, say) ->
                        say.suppress("cards", "loans", "savings", "investment", "insurance", "mortgage", "retention"));
        rule(
                "No selling during a complaint",
                m -> m.is("callReason", "complaint"),
                (m, say) -> say.suppress("cards", "loans", "insurance", "investment"));
        rule(
                "No card for those who have it: classic",
                m -> m.contains("products", "credit-card"),
                (m, say) -> say.suppress("credit-card-classic"));
        rule(
                "No card for those who have it: gold",
                m -> m.contains("products", "gold-card"),
                (m, say) -> say.suppress("credit-card-gold", "credit-card-classic"));
        rule(
                "Leave those alone who were called too often",
                m -> m.ge("campaignContacts", 8),
                (m, say) -> say.suppress("loans", "insurance", "feedback-survey"));
        rule(
                "No term deposit from a thin cushion",
                m -> m.lt("balance", 300),
                (m, say) -> say.suppress("term-deposit"));
    }
}
