package dev.kairos.clients;

import java.io.IOException;
import java.nio.file.Path;

/** A pack for pages: two slots, of which one changes with a cart, and counters of what pages tell. */
final class WebPack {

    private static final String SCHEMA = """
            person: {plan: keyword}
            context: {page: keyword, n: long, square: long}
            counters:
              added: {event: Product Added, window: 7d}
              pages: {event: Page Viewed, window: 7d}
              orders: {event: Order Completed, window: 7d}
              impressions: {event: Kairos Impression, window: 7d}
              clicks: {event: Kairos Click, window: 7d}
              delivered: {event: Delivered, window: 7d}
              sum: {event: Delivered, kind: sum, of: n, window: 7d}
              squares: {event: Delivered, kind: sum, of: square, window: 7d}
            """;

    private static final String CATALOGUE = """
            groups: {g: Group}
            purposes: {offers: granted}
            placements:
              home.hero: {fallback: default-hero, accepts: [hero]}
              home.side: {fallback: default-side, accepts: [side]}
            actions:
              welcome: {group: g, treatments: [{tag: hero, fragment: hero-welcome}]}
              cart: {group: g, purpose: offers, treatments: [{tag: hero, fragment: hero-cart}]}
              tip: {group: g, treatments: [{tag: side, fragment: side-tip}]}
            """;

    private static final String RULES = """
            rule "Always" when Moment() then decision.propose("welcome"); decision.propose("tip"); end
            rule "A cart" when Moment( added >= 1 ) then decision.propose("cart").lever(9); end
            """;

    private WebPack() {}

    static Path writeTo(Path folder) throws IOException {
        return new PackFiles("web", SCHEMA, CATALOGUE, RULES).writeTo(folder);
    }
}
