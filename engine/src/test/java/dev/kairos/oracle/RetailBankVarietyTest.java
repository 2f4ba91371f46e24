package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pack makes sense as a whole: nothing in it is dead, and different people are shown different things. */
class RetailBankVarietyTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-18T10:00:00Z");
    private static final Instant SUMMER = Instant.parse("2027-06-16T10:00:00Z");
    private static final int GENERATED = 5_000;

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
    void everyActionWinsForSomebodyAtSomeTimeOfTheYear() {
        Map<String, Integer> wins = new TreeMap<>();
        pack.catalogue().actions().forEach(action -> wins.put(action.id(), 0));

        for (Instant now : List.of(NOVEMBER, SUMMER)) {
            decideForGenerated(now)
                    .forEach((placement, actions) ->
                            actions.forEach((action, count) -> wins.merge(action, count, Integer::sum)));
        }

        assertThat(wins)
                .allSatisfy((action, count) ->
                        assertThat(count).as("%s (all: %s)", action, wins).isPositive());
    }

    @Test
    void everyRuleFiresForSomebody() {
        Set<String> silent = new TreeSet<>(RetailBankRules.ALL.keySet());
        List<Customer> customers = Customers.generated(GENERATED, 42, NOVEMBER, pack.catalogue());
        RetailBankOracle oracle = new RetailBankOracle(pack.catalogue(), pack.timeZone());

        for (int i = 0; i < customers.size(); i++) {
            Facts facts = oracle.facts(Calls.call(i, NOVEMBER), i % 20 == 0 ? null : customers.get(i));
            silent.removeIf(name -> RetailBankRules.ALL.get(name).when().test(facts));
        }

        assertThat(silent).isEmpty();
    }

    @Test
    void everyReasonIsGivenToSomebody() {
        Set<String> reasons = new HashSet<>();
        List<Customer> customers = Customers.generated(GENERATED, 42, NOVEMBER, pack.catalogue());
        RetailBankOracle oracle = new RetailBankOracle(pack.catalogue(), pack.timeZone());

        for (int i = 0; i < customers.size(); i++) {
            oracle.decide(Calls.call(i, NOVEMBER), customers.get(i).id(), customers.get(i))
                    .forEach(answer -> reasons.add(answer.reason()));
        }

        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        "TARGETED",
                        "NOT_VALID",
                        "NO_CONSENT",
                        "SUPPRESSED",
                        "CAPPED",
                        "HOLDOUT",
                        "OUTRANKED",
                        "NO_TREATMENT",
                        "NO_PROPOSAL",
                        "UNKNOWN_PLACEMENT");
    }

    @Test
    void realCustomersAreShownDifferentThingsInEachPlacement() throws IOException {
        assumeTrue(Files.exists(Customers.REAL_FILE), "skipped: no " + Customers.REAL_FILE);
        List<Customer> customers = Customers.real(Customers.REAL_FILE);
        assertThat(customers).hasSize(11_435);
        Map<String, Map<String, Integer>> wins = new TreeMap<>();
        RetailBankOracle oracle = new RetailBankOracle(pack.catalogue(), pack.timeZone());

        for (int i = 0; i < customers.size(); i++) {
            Customer customer = customers.get(i);
            count(oracle.decide(Calls.call(i, NOVEMBER), customer.id(), customer), wins);
        }

        for (String placement : List.of(
                "home.hero", "home.sidebar", "account.banner", "app.home.card", "callcentre.next-best-action")) {
            Map<String, Integer> actions = wins.get(placement);
            int all = actions.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(actions).as(placement).hasSizeGreaterThanOrEqualTo(8);
            assertThat(actions.values())
                    .as(placement)
                    .allSatisfy(count -> assertThat(count).isLessThan(all / 2));
        }
    }

    private Map<String, Map<String, Integer>> decideForGenerated(Instant now) {
        Map<String, Map<String, Integer>> wins = new TreeMap<>();
        RetailBankOracle oracle = new RetailBankOracle(pack.catalogue(), pack.timeZone());
        List<Customer> customers = Customers.generated(GENERATED, 42, now, pack.catalogue());
        for (int i = 0; i < customers.size(); i++) {
            Customer customer = i % 20 == 0 ? null : customers.get(i);
            count(oracle.decide(Calls.call(i, now), customers.get(i).id(), customer), wins);
        }
        return wins;
    }

    private static void count(List<Expected> answers, Map<String, Map<String, Integer>> wins) {
        for (Expected answer : answers) {
            if (answer.action() != null) {
                wins.computeIfAbsent(answer.placement(), p -> new HashMap<>()).merge(answer.action(), 1, Integer::sum);
            }
        }
    }
}
