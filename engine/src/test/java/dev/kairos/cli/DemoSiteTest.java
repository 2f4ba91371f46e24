package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.Checkout;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Treatment;
import dev.kairos.http.Route;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site, its pack and its customers fit one another. */
class DemoSiteTest {

    private static final Path FOLDER = Checkout.root().resolve("clients/demo");
    private static final Path RULES = Checkout.root().resolve("rules");

    private static Pack pack;

    @BeforeAll
    static void load() {
        pack = PackLoader.load(RULES.resolve("retail-bank")).orThrow();
    }

    @AfterAll
    static void close() {
        pack.close();
    }

    @Test
    void servesEachFileOfItsFolder() throws IOException {
        Set<String> served = new TreeSet<>(DemoSite.PARTS);
        served.addAll(DemoSite.PAGES.values());
        served.add(DemoSite.CONTENT);

        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(served);
        }
        assertThat(DemoSite.routes())
                .hasSize(served.size() - 1 + DemoSite.content().size())
                .allSatisfy(route -> assertThat(route.method()).isEqualTo("GET"))
                .extracting(Route::path)
                .contains("/", "/products", "/demo/site.js", "/content/default-hero.json")
                .doesNotHaveDuplicates();
    }

    @Test
    void hasFourSlotsOnEachPageAndNoOthersThanItSays() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String page : DemoSite.PAGES.values()) {
            List<String> slots = found("data-kairos=\"([^\"]+)\"", page);
            assertThat(slots).as(page).hasSize(4).doesNotHaveDuplicates();
            all.addAll(slots);
        }

        assertThat(all).isEqualTo(new TreeSet<>(DemoSite.PLACEMENTS));
    }

    @Test
    void hasContentForEachFragmentThatASlotCanShowAndForNoOther() {
        Set<String> shown = new TreeSet<>();
        Catalogue catalogue = pack.catalogue();
        for (Placement placement : catalogue.placements()) {
            if (DemoSite.PLACEMENTS.contains(placement.id())) {
                shown.add(placement.fallback());
                for (Action action : catalogue.actions()) {
                    action.treatments().stream()
                            .filter(treatment -> treatment.fits(placement))
                            .map(Treatment::fragment)
                            .forEach(shown::add);
                }
            }
        }

        Set<String> written = new TreeSet<>();
        DemoSite.content().fieldNames().forEachRemaining(written::add);
        assertThat(written).isEqualTo(shown);
    }

    @Test
    void drawsAndLinksOnlyWhatIsThere() throws IOException {
        List<String> drawings = found("<symbol id=\"(\\w+)\"", "art.svg");

        for (JsonNode content : DemoSite.content()) {
            assertThat(content.path("text").asText()).as("%s", content).isNotBlank();
            assertThat(content.path("art").asText()).as("%s", content).isIn(drawings);
            assertThat(content.path("href").asText("/")).as("%s", content).isIn(DemoSite.PAGES.keySet());
        }
        for (String page : DemoSite.PAGES.values()) {
            assertThat(found("/demo/art\\.svg#(\\w+)", page)).isNotEmpty().isSubsetOf(drawings);
        }
    }

    @Test
    void runsNothingOutOfAPageAndNamesNoOtherHost() throws IOException {
        for (String page : DemoSite.PAGES.values()) {
            assertThat(found("( style=| on\\w+=|<style|<script>|javascript:|https?://)", page))
                    .as(page)
                    .isEmpty();
        }
        for (String part : DemoSite.PARTS) {
            List<String> hosts = new ArrayList<>(found("(https?://[^/'\"]+)", part));
            hosts.removeIf("http://www.w3.org"::equals);
            assertThat(hosts).as(part).isEmpty();
        }
        assertThat(DemoSite.HEADERS.get("content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void knowsItsPersonasByName() throws IOException {
        DemoCustomers customers = DemoCommand.customers(pack, Instant.now());
        JsonNode personas = new ObjectMapper().readTree(read("personas.json"));

        assertThat(personas).hasSizeGreaterThanOrEqualTo(5);
        for (JsonNode persona : personas) {
            long number = Long.parseLong(persona.path("id").asText().substring(2));
            Change.Replace customer = (Change.Replace) customers.customer(number);
            String story = persona.path("story").asText();
            assertThat(customer.data().attributes())
                    .as("%s", persona)
                    .containsEntry("firstName", persona.path("name").asText())
                    .containsEntry("age", Integer.valueOf(story.substring(0, 2)))
                    .hasEntrySatisfying("city", city -> assertThat(story).contains((String) city));
            assertThat(number).as("in a small demo, too").isLessThan(100);
        }
    }

    @Test
    void isServedForPacksThatHaveItsPlacementsOnly() {
        try (Pack shop = PackLoader.load(RULES.resolve("web-shop")).orThrow()) {
            assertThat(DemoSite.fits(pack.catalogue())).isTrue();
            assertThat(DemoSite.fits(shop.catalogue())).isFalse();
        }
    }

    private static List<String> found(String regex, String file) throws IOException {
        Matcher matcher = Pattern.compile(regex).matcher(read(file));
        List<String> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }
}
