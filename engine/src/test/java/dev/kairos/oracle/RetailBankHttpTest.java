package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.http.Limits;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every customer is answered over HTTP as the oracle says: action, fragment, reason and fallback of each placement. */
class RetailBankHttpTest {

    private static final int GENERATED = 5_000;
    /** Calls under way at once. */
    private static final int AT_ONCE = 16;

    @TempDir
    static Path dataDir;

    private static Engine engine;
    private static HttpBank bank;
    private static RetailBankOracle oracle;
    private static Catalogue catalogue;

    private record Asked(Call call, String id, Customer customer, CompletableFuture<HttpBank.Decided> answer) {}

    @BeforeAll
    static void start() {
        Pack pack = PackLoader.load(RetailBankPackTest.FOLDER).orThrow();
        Limits patient = new Limits(
                Limits.DEFAULT.maxBodyBytes(),
                Limits.DEFAULT.requestTimeout(),
                Limits.DEFAULT.idleTimeout(),
                Duration.ofMinutes(1),
                Limits.DEFAULT.stopTimeout(),
                Limits.DEFAULT.eventStreams(),
                Limits.DEFAULT.http2Streams());
        Config config = new Config(
                Config.DEFAULT.server().withPort(0).withLimits(patient),
                Config.DEFAULT.decide(),
                new Config.Store(60_000),
                Config.DEFAULT.decisionLog());
        engine = Engine.start(RetailBankPackTest.FOLDER, pack, dataDir, config);
        bank = new HttpBank(URI.create("http://127.0.0.1:" + engine.port()));
        catalogue = pack.catalogue();
        oracle = new RetailBankOracle(catalogue, pack.timeZone());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void generatedCustomersAreAnsweredAsTheOracleSays() throws Exception {
        List<Customer> customers = Customers.generated(GENERATED, 9, Instant.now(), catalogue);
        bank.load(customers);
        bank.tell(customers);

        Map<String, Integer> reasons = new HashMap<>();
        compareAll(customers, 1_000_000, reasons);

        assertThat(reasons).hasSize(10);
    }

    @Test
    void realCustomersAreAnsweredAsTheOracleSays() throws Exception {
        assumeTrue(Files.exists(Customers.REAL_FILE), "skipped: no " + Customers.REAL_FILE);
        List<Customer> customers = Customers.real(Customers.REAL_FILE);
        assertThat(customers).hasSize(11_435);
        bank.load(customers);

        Map<String, Integer> reasons = new HashMap<>();
        compareAll(customers, 2_000_000, reasons);

        assertThat(reasons.get("TARGETED")).isGreaterThan(11_435);
    }

    @Test
    void aStrangerIsAnsweredByTheContextAlone() {
        for (int i = 0; i < 200; i++) {
            Call call = Calls.call(3_000_000 + i, Instant.now());
            compare(new Asked(call, "stranger-" + i, null, bank.decide(call, "stranger-" + i, false)));
        }
    }

    private static void compareAll(List<Customer> customers, long seed, Map<String, Integer> reasons) {
        Deque<Asked> underWay = new ArrayDeque<>();
        for (int i = 0; i < customers.size(); i++) {
            Customer customer = customers.get(i);
            Call call = Calls.call(seed + i, Instant.now());
            underWay.add(new Asked(call, customer.id(), customer, bank.decide(call, customer.id(), i % 2 == 0)));
            if (underWay.size() == AT_ONCE) {
                count(compare(underWay.remove()), reasons);
            }
        }
        underWay.forEach(asked -> count(compare(asked), reasons));
    }

    private static List<Expected> compare(Asked asked) {
        HttpBank.Decided decided = asked.answer().join();
        Call call = asked.call();
        Call asDecided = new Call(
                call.channel(), call.locale(), call.placements(), call.context(), call.consent(), decided.decidedAt());

        List<Expected> expected = oracle.decide(asDecided, asked.id(), asked.customer());

        assertThat(decided.degraded()).isFalse();
        assertThat(decided.answers()).as("%s %s", asDecided, asked.customer()).isEqualTo(expected);
        return expected;
    }

    private static void count(List<Expected> answers, Map<String, Integer> reasons) {
        answers.forEach(answer -> reasons.merge(answer.reason(), 1, Integer::sum));
    }
}
