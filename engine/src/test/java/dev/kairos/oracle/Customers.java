package dev.kairos.oracle;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Customers of the retail bank for tests: real ones where the file is at hand, and generated ones always. */
final class Customers {

    /** Third-party data beside the project's checkout; see the note in the test that skips without it. */
    static final Path REAL_FILE = Path.of("../../shared/data/bank-customers.csv");

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("age", "int");
        COLUMNS.put("job", "keyword");
        COLUMNS.put("maritalStatus", "keyword");
        COLUMNS.put("education", "keyword");
        COLUMNS.put("inDefault", "boolean");
        COLUMNS.put("balance", "decimal");
        COLUMNS.put("housingLoan", "boolean");
        COLUMNS.put("personalLoan", "boolean");
        COLUMNS.put("contactChannel", "keyword");
        COLUMNS.put("lastCallDay", "int");
        COLUMNS.put("lastCallMonth", "keyword");
        COLUMNS.put("lastCallSeconds", "int");
        COLUMNS.put("campaignContacts", "int");
        COLUMNS.put("daysSinceCampaign", "int");
        COLUMNS.put("previousContacts", "int");
        COLUMNS.put("previousOutcome", "keyword");
        COLUMNS.put("termDeposit", "boolean");
    }

    private static final List<String> JOBS = List.of(
            "admin.",
            "technician",
            "services",
            "management",
            "retired",
            "unemployed",
            "blue-collar",
            "entrepreneur",
            "housemaid",
            "self-employed",
            "unknown",
            "student");

    private static final List<String> PRODUCT_GROUPS =
            List.of("cards", "loans", "savings", "mortgage", "insurance", "investment");

    /** What happens to customers, by what they are busy with. */
    private static final List<List<String>> STEPS = List.of(
            List.of("Product Viewed", "Product Viewed", "Product Viewed", "Card Payment"),
            List.of("Product Viewed", "Application Started", "Application Submitted", "Logged In"),
            List.of("Product Added", "Product Added", "Product Viewed", "Cart Emptied"),
            List.of("Application Started", "Application Submitted", "Application Approved", "Application Declined"),
            List.of("Application Withdrawn", "Application Started", "Product Viewed", "Inquiry Received"),
            List.of("Inquiry Received", "Inquiry Answered", "Complaint Received", "Complaint Received"),
            List.of("Dispute Opened", "Documents Received", "Card Payment", "Payment Failed"),
            List.of("Dispute Opened", "Dispute Resolved", "Dispute Withdrawn", "Product Viewed"),
            List.of("Payment Failed", "Card Payment", "Card Payment", "Logged In"));

    private Customers() {}

    /** The rows of the real file in order; the ids are the row numbers, from 1. */
    static List<Customer> real(Path file) throws IOException {
        String[] lines = Files.readString(file, StandardCharsets.UTF_8).split("\r\n|\r|\n");
        List<Customer> customers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            customers.add(new Customer(String.valueOf(i), row(lines[i]), null, null, Map.of(), List.of()));
        }
        return customers;
    }

    private static Map<String, Object> row(String line) {
        String[] cells = line.split(";", -1);
        Map<String, Object> attributes = new HashMap<>();
        int i = 0;
        for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
            String cell = cells[i++];
            attributes.put(
                    column.getKey(),
                    switch (column.getValue()) {
                        case "int" -> Integer.valueOf(cell);
                        case "decimal" -> Double.valueOf(cell);
                        case "boolean" -> cell.equals("yes");
                        default -> cell;
                    });
        }
        return attributes;
    }

    /** The same for the same seed. Each attribute is missing now and then, and each rule of the pack has its people. */
    static List<Customer> generated(int count, long seed, Instant now, Catalogue catalogue) {
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            customers.add(new Maker(new Random(seed + i), now).customer("g-" + i, catalogue));
        }
        return customers;
    }

    /** The real customer with what the file does not say made up; the file's own values are kept. */
    static Customer enriched(Customer real, long seed, Instant now, Catalogue catalogue) {
        Customer made = new Maker(new Random(seed), now).customer(real.id(), catalogue);
        Map<String, Object> attributes = new HashMap<>(made.attributes());
        attributes.putAll(real.attributes());
        return new Customer(
                real.id(), attributes, made.household(), made.company(), made.consent(), made.contacts(), made.steps());
    }

    private static final class Maker {

        private final Random random;
        private final Instant now;
        private final Map<String, Object> attributes = new HashMap<>();

        Maker(Random random, Instant now) {
            this.random = random;
            this.now = now;
        }

        Customer customer(String id, Catalogue catalogue) {
            attributes.clear();
            bankFile();
            otherSystems();
            return new Customer(
                    id, Map.copyOf(attributes), household(), company(), consent(), contacts(catalogue), steps());
        }

        private void bankFile() {
            put("age", 17 + random.nextInt(70));
            put("job", oneOf(JOBS));
            put("maritalStatus", oneOf(List.of("married", "single", "divorced")));
            put("education", oneOf(List.of("primary", "secondary", "tertiary", "unknown")));
            put("inDefault", chance(0.03));
            put("balance", Math.round((Math.exp(random.nextGaussian() * 1.6 + 6.8) - 600) * 100) / 100.0);
            put("housingLoan", chance(0.5));
            put("personalLoan", chance(0.2));
            put("contactChannel", oneOf(List.of("cellular", "telephone", "unknown")));
            put("lastCallSeconds", random.nextInt(1500));
            put("campaignContacts", 1 + random.nextInt(10));
            put("previousOutcome", oneOf(List.of("unknown", "other", "failure", "success")));
            put("termDeposit", chance(0.4));
        }

        private void otherSystems() {
            put("firstName", oneOf(List.of("Ana", "João", "Zoë", "Müller", "李")));
            put("segment", oneOf(List.of("gold", "silver", "standard")));
            put("customerSince", ago(24 * 5000));
            if (chance(0.1)) {
                put("customerSince", ago(24 * 70));
            }
            put("city", oneOf(List.of("Lisboa", "Porto", "Faro", "Évora")));
            put("language", oneOf(List.of("en", "de", "pt")));
            put("hasApp", chance(0.5));
            put("lastLogin", ago(24 * 450));
            put("products", someOf(List.of("credit-card", "gold-card", "home-insurance", "salary-account", "savings")));
            if (chance(0.15)) {
                put("openCases", someOf(List.of("fraud", "dispute", "address", "documents")));
            }
            put("cardStatus", oneOf(List.of("none", "ordered", "active", "active", "active", "blocked")));
            put("cardExpires", ago(24 * 300).plus(Duration.ofDays(280)));
            put("riskClass", oneOf(List.of("low", "low", "medium", "high")));
            put("churnRisk", Math.round(random.nextDouble() * 1000) / 1000.0);
            put("vulnerable", chance(0.05));
        }

        private @Nullable Map<String, Object> household() {
            if (!chance(0.5)) {
                return null;
            }
            return Map.of(
                    "householdSize",
                    1 + random.nextInt(5),
                    "householdIncome",
                    random.nextInt(6000) / 1.0,
                    "children",
                    random.nextInt(4),
                    "homeTenure",
                    oneOf(List.of("owner", "rented", "parents")));
        }

        private @Nullable Map<String, Object> company() {
            if (!chance(0.15)) {
                return null;
            }
            return Map.of(
                    "industry",
                    oneOf(List.of("retail", "hospitality", "software", "building")),
                    "employees",
                    1 + random.nextInt(120),
                    "annualRevenue",
                    random.nextInt(8_000_000) / 1.0,
                    "payrollWithUs",
                    chance(0.3));
        }

        private Map<String, Boolean> consent() {
            Map<String, Boolean> consent = new HashMap<>();
            if (chance(0.8)) {
                consent.put("marketing", chance(0.85));
            }
            if (chance(0.1)) {
                consent.put("offers", chance(0.3));
            }
            if (chance(0.05)) {
                consent.put("service", chance(0.3));
            }
            return Map.copyOf(consent);
        }

        private List<Customer.Met> contacts(Catalogue catalogue) {
            Map<String, Customer.Met> contacts = new LinkedHashMap<>();
            for (int i = chance(0.4) ? 1 + random.nextInt(8) : 0; i > 0; i--) {
                String action = catalogue
                        .actions()
                        .get(random.nextInt(catalogue.actions().size()))
                        .id();
                Outcome outcome = chance(0.6) ? Outcome.IMPRESSION : oneOf(List.of(Outcome.values()));
                // One of a kind: a store keeps those of one hour or day as one.
                contacts.put(action + outcome, new Customer.Met(action, outcome, ago(24 * 40), 1 + random.nextInt(6)));
            }
            return List.copyOf(contacts.values());
        }

        /** Half of the customers have some, none of them in the same minute as another. */
        private List<Customer.Step> steps() {
            Random own = new Random(random.nextLong());
            Map<Instant, Customer.Step> steps = new TreeMap<>();
            List<String> events = STEPS.get(own.nextInt(STEPS.size()));
            for (int i = own.nextBoolean() ? 1 + own.nextInt(12) : 0; i > 0; i--) {
                Instant at = now.minus(Duration.ofHours(own.nextInt(24 * 60))).minus(Duration.ofMinutes(30));
                if (isSurelyInOrOut(Duration.between(at, now))) {
                    String event = events.get(own.nextInt(events.size()));
                    String group = PRODUCT_GROUPS.get(own.nextInt(PRODUCT_GROUPS.size()));
                    double amount = own.nextInt(30_000) / 100.0 - 10;
                    boolean isProduct = event.startsWith("Product ");
                    steps.put(at, new Customer.Step(event, at, isProduct ? group : null, isProduct ? 0 : amount));
                }
            }
            return List.copyOf(steps.values());
        }

        /** A counter may count what is older than its window by a 32nd of it. */
        private static boolean isSurelyInOrOut(Duration age) {
            double days = age.toHours() / 24.0;
            return (days < 6.9 || days > 7.3) && (days < 29.9 || days > 31);
        }

        private void put(String name, Object value) {
            if (random.nextInt(20) > 0) {
                attributes.put(name, value);
            }
        }

        /** Half an hour away from whole hours, so that no limit is crossed while a test runs. */
        private Instant ago(int atMostHours) {
            return now.minus(Duration.ofHours(random.nextInt(atMostHours))).minus(Duration.ofMinutes(30));
        }

        private boolean chance(double share) {
            return random.nextDouble() < share;
        }

        private <T> T oneOf(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private Set<String> someOf(List<String> choices) {
            Set<String> some = new TreeSet<>();
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                some.add(oneOf(choices));
            }
            return Set.copyOf(some);
        }
    }
}
