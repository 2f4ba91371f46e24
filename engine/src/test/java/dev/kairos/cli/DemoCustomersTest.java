package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.bulk.Parsed;
import dev.kairos.bulk.ProfileJson;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.Change;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoCustomersTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static Pack pack;

    @BeforeAll
    static void loadThePack() {
        pack = PackLoader.load(Checkout.root().resolve("rules/retail-bank")).orThrow();
    }

    @AfterAll
    static void closeThePack() {
        pack.close();
    }

    @Test
    void theSameSeedMakesTheSameCustomersInAnyOrder() {
        DemoCustomers one = customers(7);
        DemoCustomers other = customers(7);

        assertThat(other.customer(9)).isEqualTo(one.customer(9));
        assertThat(LongStream.range(1, 50).mapToObj(one::customer).toList())
                .isEqualTo(LongStream.range(1, 50).mapToObj(other::customer).toList());
        assertThat(customers(8).customer(9)).isNotEqualTo(one.customer(9));
    }

    @Test
    void everyCustomerSuitsTheSchema() {
        ProfileJson json = new ProfileJson(pack.schema(), () -> NOW);
        DemoCustomers made = customers(7);
        List<LongFunction<Change>> makers = List.of(made::customer, made::household, made::company);

        for (LongFunction<Change> maker : makers) {
            for (long number = 1; number <= 1_000; number++) {
                Change change = maker.apply(number);
                byte[] row = json.write(change);
                assertThat(json.row(row, 0, row.length, true)).isEqualTo(new Parsed.Good<>(change));
            }
        }
    }

    @Test
    void valuesGoTogether() {
        List<Map<String, Object>> people = LongStream.rangeClosed(1, 5_000)
                .mapToObj(customers(7)::customer)
                .map(change -> ((Change.Replace) change).data().attributes())
                .toList();

        assertThat(people).allMatch(p -> (int) p.get("age") >= 18 && (int) p.get("age") <= 92);
        assertThat(people).noneMatch(p -> p.get("job").equals("student") && (int) p.get("age") > 25);
        assertThat(people)
                .allMatch(p -> ((int) p.get("daysSinceCampaign") == -1)
                        == p.get("previousOutcome").equals("unknown"));
        assertThat(share(people, "segment", "gold")).isBetween(0.03, 0.25);
        assertThat(share(people, "inDefault", true)).isBetween(0.01, 0.03);
    }

    @Test
    void anySchemaGetsValues() {
        Schema strange = new Schema(Stream.concat(
                        Stream.of(Attribute.of("age", Scope.PERSON, AttributeType.KEYWORD)),
                        Arrays.stream(AttributeType.values())
                                .map(type -> Attribute.of("x" + type.word(), Scope.PERSON, type)))
                .toList());
        DemoCustomers made = new DemoCustomers(strange, noCatalogue(), 7, NOW);

        Change.Replace customer = (Change.Replace) made.customer(1);

        assertThat(customer.data().attributes().values()).allMatch(Objects::nonNull);
        assertThat(LongStream.range(1, 200)
                        .mapToObj(made::customer)
                        .flatMap(c -> ((Change.Replace) c).data().attributes().keySet().stream())
                        .distinct())
                .hasSize(AttributeType.values().length + 1);
    }

    private static double share(List<Map<String, Object>> people, String name, Object value) {
        return people.stream().filter(p -> value.equals(p.get(name))).count() / (double) people.size();
    }

    private static DemoCustomers customers(long seed) {
        return new DemoCustomers(pack.schema(), pack.catalogue(), seed, NOW);
    }

    private static Catalogue noCatalogue() {
        return new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());
    }
}
