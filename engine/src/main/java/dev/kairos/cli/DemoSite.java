package dev.kairos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.http.Route;
import dev.kairos.http.StaticFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bank's site that the demo serves: the files of clients/demo, and in place of a content system what the ids of
 * fragments stand for, one small document each.
 */
final class DemoSite {

    private static final String FOLDER = "/dev/kairos/cli/site/";

    /** By path. */
    static final Map<String, String> PAGES =
            Map.of("/", "index.html", "/products", "products.html", "/service", "service.html");

    /** Under {@code /demo/}. */
    static final List<String> PARTS = List.of(
            "art.svg",
            "bank.js",
            "bar.js",
            "content.js",
            "customer.js",
            "dom.js",
            "drawer.js",
            "live.js",
            "mark.svg",
            "personas.json",
            "site.css",
            "site.js",
            "why.js");

    static final String CONTENT = "content.json";

    /** What the pages ask Kairos to fill. */
    static final Set<String> PLACEMENTS = Set.of(
            "account.alert",
            "account.banner",
            "checkout.crosssell",
            "home.hero",
            "home.sidebar",
            "product.hero",
            "search.promo",
            "service.hero",
            "service.tile");

    /** Nothing but what this server serves, no script or style in a page, and no page around it. */
    static final Map<String, String> HEADERS = Map.of(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
                    + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "referrer-policy",
            "no-referrer");

    private DemoSite() {}

    /** Whether a pack has all the placements of the pages. */
    static boolean fits(Catalogue catalogue) {
        return catalogue.placements().stream()
                .map(Placement::id)
                .collect(Collectors.toSet())
                .containsAll(PLACEMENTS);
    }

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        PAGES.forEach((path, file) -> routes.add(Route.file(path, StaticFile.ofResource(FOLDER + file, HEADERS))));
        for (String part : PARTS) {
            routes.add(Route.file("/demo/" + part, StaticFile.ofResource(FOLDER + part, HEADERS)));
        }
        content().properties().forEach(fragment -> {
            byte[] document = fragment.getValue().toString().getBytes(StandardCharsets.UTF_8);
            String path = "/content/" + fragment.getKey() + ".json";
            routes.add(Route.file(path, StaticFile.of(path, document, HEADERS)));
        });
        return routes;
    }

    /** By fragment. */
    static JsonNode content() {
        try {
            return new ObjectMapper().readTree(StaticFile.bytes(FOLDER + CONTENT));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
