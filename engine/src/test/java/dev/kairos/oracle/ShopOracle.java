package dev.kairos.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shop's journey {@code purchase} for one customer, straight from the log and said again in plain Java: how far they
 * got, in which order does not matter, until they buy or fall silent.
 */
final class ShopOracle {

    private static final Duration SILENCE = Duration.ofMinutes(30);
    private static final Duration RECOVERY = Duration.ofDays(7);
    private static final List<String> HOW_FAR = List.of("visit", "catalog", "product", "cart", "checkout");
    private static final Map<String, Integer> REACHED = Map.ofEntries(
            Map.entry("home", 0),
            Map.entry("promo_page", 0),
            Map.entry("account_page", 0),
            Map.entry("search", 0),
            Map.entry("catalog", 1),
            Map.entry("filter_results", 1),
            Map.entry("product_view", 2),
            Map.entry("compare", 2),
            Map.entry("review_page", 2),
            Map.entry("wishlist_add", 2),
            Map.entry("add_to_cart", 3),
            Map.entry("cart", 3),
            Map.entry("shipping_details", 4),
            Map.entry("payment_details", 4));

    /** In order; a second in which two things happened is settled by their names. */
    static List<ShopEvent> inOrder(List<ShopEvent> events) {
        return events.stream()
                .sorted(Comparator.comparing(ShopEvent::at).thenComparing(ShopEvent::event))
                .toList();
    }

    private @Nullable String stage;
    private Instant since = Instant.EPOCH;
    private @Nullable Instant previous;
    private int ways;
    private final Map<String, Integer> ended = new TreeMap<>();
    private final List<String> trail = new ArrayList<>();

    /** @param events of one customer, in order */
    ShopOracle(List<ShopEvent> events, Instant now) {
        for (ShopEvent event : events) {
            clock(event.at());
            happens(event);
            previous = event.at();
        }
        clock(now);
    }

    private void clock(Instant now) {
        boolean underWay = stage != null && (HOW_FAR.contains(stage));
        if (underWay && Duration.between(previous, now).compareTo(SILENCE) >= 0) {
            Instant silent = previous.plus(SILENCE);
            if (HOW_FAR.indexOf(stage) >= HOW_FAR.indexOf("cart")) {
                at("abandoned", silent);
            } else {
                at(null, silent);
            }
        }
        if ("abandoned".equals(stage) && Duration.between(since, now).compareTo(RECOVERY) >= 0) {
            at("lost", since.plus(RECOVERY));
        }
    }

    private void happens(ShopEvent event) {
        if (event.event().equals("purchase")) {
            boolean cameBack = "abandoned".equals(stage);
            ways += stage == null || isEnd() ? 1 : 0;
            at(cameBack ? "recovered" : "purchased", event.at());
            return;
        }
        Integer reached = REACHED.get(event.event());
        if (reached == null || "abandoned".equals(stage)) {
            return;
        }
        boolean begins = stage == null || isEnd();
        if (begins || reached > HOW_FAR.indexOf(stage)) {
            ways += begins ? 1 : 0;
            at(HOW_FAR.get(reached), event.at());
        }
    }

    private boolean isEnd() {
        return stage.equals("purchased") || stage.equals("recovered") || stage.equals("lost");
    }

    private void at(@Nullable String next, Instant when) {
        stage = next;
        since = when;
        if (next != null) {
            trail.add(next + " " + when);
            ended.merge(next, 1, Integer::sum);
        }
    }

    /** Null when they are not on the way to a purchase. */
    @Nullable
    String stage() {
        return stage;
    }

    /** Since when there, or off the way. */
    Instant since() {
        return since;
    }

    /** How often the customer set out. */
    int ways() {
        return ways;
    }

    /** How often each stage was reached. */
    Map<String, Integer> reached() {
        return ended;
    }

    /** All stages with their times, in order. */
    List<String> trail() {
        return trail;
    }
}
