package dev.kairos.oracle;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calls as the bank's channels make them, the same for the same seed. */
final class Calls {

    private static final Map<String, List<List<String>>> PLACEMENTS = Map.of(
            "web",
            List.of(
                    List.of("home.hero", "home.sidebar"),
                    List.of("home.hero", "home.sidebar", "account.banner"),
                    List.of("account.alert", "account.banner"),
                    List.of("search.promo", "home.hero", "no.such.placement"),
                    List.of("checkout.crosssell", "home.sidebar"),
                    List.of("account.alert", "product.hero", "search.promo", "checkout.crosssell"),
                    List.of("account.alert", "service.hero", "account.banner", "service.tile")),
            "app",
            List.of(
                    List.of("app.home.card", "app.inbox"),
                    List.of("account.alert", "app.home.card", "app.inbox"),
                    List.of("checkout.crosssell", "app.home.card")),
            "call-centre",
            List.of(List.of("callcentre.next-best-action"), List.of("callcentre.next-best-action", "account.alert")),
            "kiosk",
            List.of(List.of("kiosk.screen"), List.of("kiosk.screen", "home.sidebar")));

    private static final List<String> PAGES = List.of(
            "/home",
            "/checkout",
            "/checkout",
            "/travel/summer",
            "/car/used",
            "/moving",
            "/renovation/roof",
            "/mortgage",
            "/business/start",
            "/young",
            "/account/salary",
            "/account/close",
            "/login");

    private static final List<String> SEARCHES =
            List.of("cheap LOAN", "crédito habitação", "etf or Fonds", "dispute a payment", "a house", "opening hours");

    private Calls() {}

    static Call call(long seed, Instant now) {
        Random random = new Random(seed);
        List<String> channels = List.of("web", "web", "app", "call-centre", "kiosk");
        String channel = oneOf(channels, random);
        List<String> placements = oneOf(PLACEMENTS.get(channel), random);
        String locale = oneOf(List.of("en", "en-GB", "de", "de-CH", "pt", "fr"), random);
        Map<String, Object> context = context(channel, random);
        Map<String, Boolean> consent = new HashMap<>();
        if (random.nextInt(3) == 0) {
            consent.put("marketing", random.nextInt(4) > 0);
        }
        if (random.nextInt(20) == 0) {
            consent.put("offers", random.nextBoolean());
        }
        return new Call(channel, locale, placements, context, Map.copyOf(consent), now);
    }

    private static Map<String, Object> context(String channel, Random random) {
        Map<String, Object> context = new HashMap<>();
        if (channel.equals("web") || channel.equals("app")) {
            context.put("page", oneOf(PAGES, random));
            context.put("device", oneOf(List.of("phone", "tablet", "desktop"), random));
        }
        if ("/checkout".equals(context.get("page"))) {
            context.put("basketValue", random.nextInt(120_000) / 100.0);
        }
        if (random.nextInt(6) == 0) {
            context.put("searchTerm", oneOf(SEARCHES, random));
        }
        if (random.nextInt(5) == 0) {
            context.put("country", oneOf(List.of("PT", "ES", "DE", "US", "BR"), random));
        }
        if (random.nextInt(6) == 0) {
            context.put("campaignCode", oneOf(List.of("CARDS26", "TRAVEL26", "WELCOME26"), random));
        }
        if (channel.equals("call-centre") && random.nextInt(2) == 0) {
            context.put("callReason", oneOf(List.of("loan", "advice", "complaint", "card"), random));
            context.put("urgency", random.nextInt(4));
        }
        return Map.copyOf(context);
    }

    private static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
