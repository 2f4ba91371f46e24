package dev.kairos.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One made-up customer of a bank, whose values go together. */
final class DemoPerson {

    /** In place of a value that this customer does not have. */
    static final Object MISSING = new Object();

    private static final List<String> JOBS = List.of(
            "admin.",
            "technician",
            "services",
            "management",
            "blue-collar",
            "blue-collar",
            "management",
            "technician",
            "entrepreneur",
            "self-employed",
            "housemaid",
            "unemployed");
    private static final List<String> FIRST_NAMES = List.of(
            "Ana", "Bruno", "Carla", "Daniel", "Eva", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Luis",
            "Marta", "Nuno", "Olga", "Paul", "Rita", "Sofia", "Tiago", "Vera");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> CITIES =
            List.of("Lisbon", "Porto", "Braga", "Coimbra", "Faro", "Berlin", "London", "Vienna");
    private static final List<String> PRODUCTS = List.of(
            "credit-card",
            "savings",
            "home-insurance",
            "salary-account",
            "gold-card",
            "travel-insurance",
            "investment-fund");
    private static final List<String> CASES = List.of("documents", "address", "dispute", "fraud");

    private final SplittableRandom random;
    private final Map<String, Object> values = new HashMap<>();

    DemoPerson(SplittableRandom random, Instant now) {
        this.random = random;
        int age = (int) Math.min(92, 18 + random.nextInt(45) + random.nextInt(30) * random.nextDouble());
        String job = job(age);
        double wealth = random.nextGaussian() + ("management".equals(job) ? 0.8 : 0) + (age - 40) / 50.0;
        double balance = Math.round((350 * Math.exp(1.1 * wealth) - 250 * random.nextDouble()) * 100) / 100.0;
        person(age, job, balance);
        campaign();
        relation(age, wealth, balance, now);
    }

    private String job(int age) {
        if (age < 26 && random.nextInt(10) < 6) {
            return "student";
        }
        return age > 64 ? "retired" : pick(JOBS);
    }

    private void person(int age, String job, double balance) {
        put("age", age);
        put("job", job);
        put(
                "maritalStatus",
                age < 28 ? "single" : pick(List.of("married", "married", "married", "single", "divorced")));
        put(
                "education",
                "management".equals(job) ? "tertiary" : pick(List.of("primary", "secondary", "secondary", "tertiary")));
        put("balance", balance);
        put("inDefault", chance(0.02));
        put("housingLoan", age > 24 && age < 62 && chance(0.55));
        put("personalLoan", chance(0.15));
        put("firstName", pick(FIRST_NAMES));
        put("city", pick(CITIES));
        put("language", pick(List.of("en", "en", "pt", "de")));
        put("vulnerable", chance(0.02));
    }

    private void campaign() {
        boolean contacted = chance(0.25);
        boolean took = contacted && chance(0.25);
        put("contactChannel", pick(List.of("cellular", "cellular", "cellular", "telephone", "unknown")));
        put("lastCallDay", 1 + random.nextInt(28));
        put("lastCallMonth", pick(MONTHS));
        put("lastCallSeconds", (int) (-260 * Math.log(1 - random.nextDouble())));
        put("campaignContacts", 1 + (int) (-1.5 * Math.log(1 - random.nextDouble())));
        put("daysSinceCampaign", contacted ? 1 + random.nextInt(400) : -1);
        put("previousContacts", contacted ? 1 + random.nextInt(5) : 0);
        put(
                "previousOutcome",
                !contacted ? "unknown" : took ? "success" : pick(List.of("failure", "failure", "other")));
        put("termDeposit", chance(took ? 0.6 : 0.1));
    }

    private void relation(int age, double wealth, double balance, Instant now) {
        boolean hasApp = chance(age < 40 ? 0.85 : age < 65 ? 0.6 : 0.25);
        put("segment", wealth > 1.5 ? "gold" : wealth > 0.6 ? "silver" : "standard");
        put("customerSince", before(now, Duration.ofDays(1 + random.nextInt(Math.max(30, (age - 17) * 300)))));
        put("hasApp", hasApp);
        put("lastLogin", hasApp || chance(0.5) ? before(now, Duration.ofHours(random.nextInt(120 * 24))) : MISSING);
        put("products", some(PRODUCTS, 0.3));
        put("openCases", chance(0.06) ? Set.of(pick(CASES)) : MISSING);
        put("cardStatus", pick(List.of("none", "none", "active", "active", "active", "active", "ordered", "blocked")));
        put("cardExpires", now.plus(Duration.ofDays(random.nextInt(4 * 365))));
        put("riskClass", balance < 0 || chance(0.08) ? "high" : pick(List.of("low", "low", "medium")));
        double churn = random.nextDouble() * random.nextDouble();
        put("churnRisk", Math.round(churn * 1_000) / 1_000.0);
    }

    private static Instant before(Instant now, Duration ago) {
        return now.minus(ago);
    }

    boolean isEmployed() {
        return !Set.of("student", "retired", "unemployed").contains(String.valueOf(values.get("job")));
    }

    /** Null when the name says nothing to a bank. */
    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    static Map<String, Object> household(SplittableRandom random) {
        int size = 1 + random.nextInt(5);
        String tenure = List.of("owner", "owner", "rented", "rented", "parents").get(random.nextInt(5));
        return Map.of(
                "householdSize",
                size,
                "householdIncome",
                Math.round(1_800 * Math.exp(0.5 * random.nextGaussian())) + 0.0,
                "children",
                Math.max(0, size - 2),
                "homeTenure",
                tenure);
    }

    static Map<String, Object> company(SplittableRandom random) {
        int employees = (int) Math.round(20 * Math.exp(1.5 * Math.abs(random.nextGaussian())));
        List<String> industries =
                List.of("retail", "hospitality", "manufacturing", "software", "health", "construction");
        return Map.of(
                "industry",
                industries.get(random.nextInt(industries.size())),
                "employees",
                employees,
                "annualRevenue",
                employees * (40_000.0 + random.nextInt(160_000)),
                "payrollWithUs",
                random.nextInt(3) == 0);
    }

    private void put(String name, Object value) {
        values.put(name, value);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Set<String> some(List<String> choices, double probability) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String choice : choices) {
            if (chance(probability)) {
                chosen.add(choice);
            }
        }
        return chosen;
    }
}
