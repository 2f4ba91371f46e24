package dev.kairos.bench;

import dev.kairos.catalogue.Placement;
import dev.kairos.pack.Pack;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Calls that a pack's channel would make: its first placements, all of its context with values of the types that the schema
 * says, and customers as they come. Seeded.
 */
final class PackCalls {

    private static final int DECIDE_CALLS = 32_768;
    private static final int TOUCHPOINTS = 4_096;
    private static final long SEED = 1;
    private static final Map<String, List<String>> USUAL = Map.of(
            "page", List.of("/", "/accounts", "/cards", "/loans/calculator", "/checkout", "/search"),
            "device", List.of("phone", "tablet", "desktop"));

    private final String placements;
    private final List<Attribute> context;
    private final String channel;
    private final String locale;
    private final Supplier<String> customers;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private PackCalls(Pack pack, String channel, int placementCount, Customers customers) {
        this.placements = pack.catalogue().placements().stream()
                .limit(placementCount)
                .map(Placement::id)
                .collect(Collectors.joining("\",\"", "[\"", "\"]"));
        this.context = pack.schema().of(Scope.CONTEXT);
        this.channel = channel;
        this.locale = pack.locale();
        this.customers = customers.draw(SEED);
    }

    /** Of every kind. */
    static Map<CallKind, List<Call>> of(Pack pack, String channel, int placementCount, Customers customers) {
        PackCalls calls = new PackCalls(pack, channel, placementCount, customers);
        return Map.of(
                CallKind.DECIDE, made(DECIDE_CALLS, calls::decide),
                CallKind.TOUCHPOINT, made(TOUCHPOINTS, calls::touchpoint),
                CallKind.OUTCOME, List.of(Call.outcome("Kairos Impression"), Call.outcome("Kairos Click")));
    }

    private static List<Call> made(int count, Supplier<Call> maker) {
        List<Call> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(maker.get());
        }
        return made;
    }

    private Call decide() {
        String customer = customers.get();
        String fields = context.stream()
                .map(attribute -> "\"" + attribute.name() + "\":" + value(attribute))
                .collect(Collectors.joining(",", "{", "}"));
        return Call.fixed(
                CallKind.DECIDE,
                "{\"userId\":\"" + customer + "\",\"channel\":\"" + channel + "\",\"locale\":\"" + locale
                        + "\",\"placements\":" + placements + ",\"context\":" + fields + "}",
                customer);
    }

    private Call touchpoint() {
        String page = any(USUAL.get("page"));
        return Call.touchpoint(customers.get(), "Page Viewed", "\"page\":\"" + page + "\"");
    }

    private String value(Attribute attribute) {
        return switch (attribute.type()) {
            case KEYWORD -> "\"" + any(words(attribute)) + "\"";
            case KEYWORDS -> "[\"" + any(words(attribute)) + "\"]";
            case TEXT -> "\"text " + random.nextInt(1_000) + "\"";
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            case INT -> Integer.toString(random.nextInt(100));
            case LONG -> Integer.toString(random.nextInt(100_000));
            case DECIMAL -> String.format(Locale.ROOT, "%d.%02d", random.nextInt(500), random.nextInt(100));
            case INSTANT -> "\"" + Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000)) + "\"";
        };
    }

    private static List<String> words(Attribute attribute) {
        List<String> usual = USUAL.get(attribute.name());
        String name = attribute.name();
        return usual == null ? List.of(name + "-1", name + "-2", name + "-3", name + "-4", name + "-5") : usual;
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
