package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.rules.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine and the oracle agree on every rule and on every answer, for generated and for real customers. */
class RetailBankOracleTest {

    private static final Instant NOW = Instant.parse("2026-11-18T10:00:00Z");
    private static final int GENERATED = 5_000;

    private static Pack pack;
    private static InProcessBank bank;
    private static RetailBankOracle oracle;

    @BeforeAll
    static void load() {
        pack = PackLoader.load(RetailBankPackTest.FOLDER).orThrow();
        bank = new InProcessBank(pack);
        oracle = new RetailBankOracle(pack.catalogue(), pack.timeZone());
    }

    @AfterAll
    static void close() {
        bank.close();
        pack.close();
    }

    @Test
    void theOracleRestatesEveryRuleOfThePack() {
        // what rules on touchpoints do is shown by RetailBankTouchpointsTest
        List<String> names = pack.rules().rules().stream()
                .filter(rule -> !rule.file().equals("rules/touchpoints.drl"))
                .map(RuleInfo::name)
                .toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(RetailBankRules.ALL.keySet()));
    }

    @Test
    void eachRuleFiresForThoseItsAuthorMeant() {
        List<Customer> customers = Customers.generated(GENERATED, 7, NOW, pack.catalogue());
        for (int i = 0; i < customers.size(); i++) {
            Call call = Calls.call(i, NOW);
            Customer customer = i % 20 == 0 ? null : customers.get(i);
            Facts facts = oracle.facts(call, customer);
            Set<String> meant = new TreeSet<>(RetailBankRules.ALL.keySet());
            meant.removeIf(name -> !RetailBankRules.ALL.get(name).when().test(facts));

            Set<String> fired = bank.fired(call, customer);

            assertThat(fired).as("%s %s", call, customer).isEqualTo(meant);
        }
    }

    @Test
    void generatedCustomersAreAnsweredAsTheOracleSays() {
        List<Customer> customers = Customers.generated(GENERATED, 8, NOW, pack.catalogue());
        for (int i = 0; i < customers.size(); i++) {
            compare(i, customers.get(i).id(), i % 20 == 0 ? null : customers.get(i));
        }
    }

    @Test
    void realCustomersAreAnsweredAsTheOracleSays() throws IOException {
        assumeTrue(Files.exists(Customers.REAL_FILE), "skipped: no " + Customers.REAL_FILE);
        List<Customer> customers = Customers.real(Customers.REAL_FILE);
        assertThat(customers).hasSize(11_435);
        for (int i = 0; i < customers.size(); i++) {
            Customer customer = customers.get(i);
            compare(i, customer.id(), i % 2 == 0 ? customer : Customers.enriched(customer, i, NOW, pack.catalogue()));
        }
    }

    private static void compare(int seed, String id, Customer customer) {
        Call call = Calls.call(seed, NOW);

        assertThat(bank.decide(call, id, customer))
                .as("%s %s", call, customer)
                .isEqualTo(oracle.decide(call, id, customer));
    }
}
