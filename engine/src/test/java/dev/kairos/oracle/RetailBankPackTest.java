package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Treatment;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pack that ships is what its README says. */
class RetailBankPackTest {

    static final Path FOLDER = Path.of("../rules/retail-bank");

    private static PackResult result;
    private static Pack pack;

    @BeforeAll
    static void load() {
        result = PackLoader.load(FOLDER);
        pack = result.orThrow();
    }

    @AfterAll
    static void close() {
        pack.close();
    }

    @Test
    void loadsWithoutAMistakeOrANote() {
        assertThat(result).isInstanceOf(PackResult.Loaded.class);
        assertThat(result.notes()).isEmpty();
        assertThat(pack.version()).matches("retail-bank@[0-9a-f]{8}");
    }

    @Test
    void isRich() {
        Catalogue catalogue = pack.catalogue();

        assertThat(catalogue.actions()).hasSize(52);
        assertThat(catalogue.groups()).hasSize(11);
        assertThat(catalogue.placements()).hasSize(13);
        assertThat(pack.schema().of(Scope.PERSON)).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void followsThreeJourneysAndCounts() {
        assertThat(pack.schema().journeys())
                .extracting(Journey::name)
                .containsExactly("purchase", "service", "dispute");
        assertThat(pack.schema().counters()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void everyPlacementHasActionsAndEveryFragmentAUse() {
        Catalogue catalogue = pack.catalogue();

        assertThat(catalogue.placements())
                .allSatisfy(placement -> assertThat(catalogue.actions().stream()
                                .filter(a -> a.treatments().stream().anyMatch(t -> t.fits(placement))))
                        .as(placement.id())
                        .hasSizeGreaterThanOrEqualTo(4));
        List<String> fragments = catalogue.actions().stream()
                .flatMap(action -> action.treatments().stream().map(Treatment::fragment))
                .toList();
        Set<String> distinct = new TreeSet<>(fragments);
        assertThat(distinct).hasSameSizeAs(fragments);
    }

    @Test
    void whatCannotWaitOutscoresEveryOffer() {
        Catalogue catalogue = pack.catalogue();
        int service = catalogue.group("service").index();
        int security = catalogue.group("security").index();
        double bestOffer = catalogue.actions().stream()
                .filter(a -> a.group() != service && a.group() != security)
                .mapToDouble(RetailBankPackTest::plainScore)
                .max()
                .orElseThrow();

        for (String id : List.of("fraud-alert", "card-replacement", "dispute-help", "hardship-help")) {
            assertThat(plainScore(catalogue.action(id))).as(id).isGreaterThan(bestOffer);
        }
    }

    private static double plainScore(Action action) {
        return action.value() * action.propensity();
    }
}
