package dev.kairos.journey;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Change;
import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.touchpoint.ConsentStatement;
import dev.kairos.touchpoint.ConsentStatements;
import dev.kairos.touchpoint.Contents;
import dev.kairos.touchpoint.GroupId;
import dev.kairos.touchpoint.OutcomeReport;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.SlotToken;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.When;
import dev.kairos.touchpoint.Who;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Everything that can come into a journal, mixed at random but the same for a seed. */
final class MixedLoad {

    static final String SCHEMA = """
            person:
              tier: keyword
              visits: { type: int, merge: sum }
              interests: { type: keywords, merge: union }
              lastOrder: { type: text, maxBytes: 64 }
              number: int
            household:
              pets: int
            company:
              industry: keyword
            context:
              product: keyword
              total: decimal
            counters:
              views: { event: Product Viewed, window: 1d }
              spent: { event: Order Completed, kind: sum, of: total, window: 30d }
              products: { event: Product Viewed, kind: distinct, of: product, window: 7d }
              lastProduct: { event: Product Viewed, kind: last, of: product, window: 7d }
            path:
              length: 12
              lateness: 1h
            """;

    static final String JOURNEYS = """
            purchase:
              entry:
                - Product Viewed
              stages:
                looking:
                  - {on: Product Added, to: cart}
                  - {silence: 30s, to: exit}
                cart:
                  - {on: Order Completed, to: bought}
                  - {silence: 1s, to: abandoned}
                abandoned:
                  - {on: Product Added, to: cart}
                  - {after: 2s, to: exit}
                bought: end
              reentry: always
            """;

    static final String RULES = """
            rule "An order makes gold"
            when
                $m : Moment( event == "Order Completed", total > 50 )
            then
                decision.set("tier", "gold");
                decision.act("crm", "thank", "total", $m.getTotal());
            end

            rule "Whoever leaves a cart is reminded"
            when
                Moment( event == "purchase:abandoned" )
            then
                decision.act("mail", "remind");
                decision.set("lastOrder", "left");
            end

            rule "Whoever looks at shoes is put in the cart"
            when
                Moment( event == "Product Viewed", product == "shoes" )
            then
                decision.move("purchase", "cart");
            end
            """;

    private static final List<String> PRODUCTS = List.of("shoes", "shirt", "hat", "scarf", "belt");
    private static final List<String> EVENTS = List.of("Product Viewed", "Product Added", "Order Completed");

    private final Random random;
    private final int people;

    MixedLoad(long seed, int people) {
        this.random = new Random(seed);
        this.people = people;
    }

    /** @param number becomes its message id; one in twenty has that of an earlier one */
    Touchpoint touchpoint(long number, long nowMs) {
        long told = random.nextInt(20) == 0 ? Math.max(0, number - random.nextInt(200)) : number;
        String user = "u-" + random.nextInt(people);
        String visitor = "a-" + random.nextInt(people);
        long atMs = nowMs - (random.nextInt(4) == 0 ? random.nextInt(30_000) : 0);
        When when = new When(atMs, nowMs);
        return switch (random.nextInt(20)) {
            case 0 -> of(Touchpoint.Type.IDENTIFY, told, new Who(user, visitor, null, null), when, traits());
            case 1 -> of(Touchpoint.Type.ALIAS, told, new Who(user, null, visitor, null), when, Contents.NONE);
            case 2 -> of(Touchpoint.Type.GROUP, told, new Who(user, null, null, group()), when, pets());
            case 3 -> of(Touchpoint.Type.TRACK, told, Who.user(user), when, outcome());
            case 4 -> of(Touchpoint.Type.TRACK, told, Who.anonymous(visitor), when, consent(nowMs));
            case 5 -> track(told, new Who(user, visitor, null, null), when);
            default -> track(told, random.nextBoolean() ? Who.user(user) : Who.anonymous(visitor), when);
        };
    }

    Change change(long number) {
        ProfileKey key = new ProfileKey(Kind.PERSON, "u-" + random.nextInt(people));
        return switch (random.nextInt(8)) {
            case 0 -> new Change.Erase(key);
            case 1 ->
                new Change.Replace(
                        key,
                        new ProfileData(
                                Map.of("number", (int) number, "tier", "silver"),
                                null,
                                null,
                                Set.of("a-" + random.nextInt(people)),
                                Map.of(),
                                List.of()));
            default -> new Change.Merge(key, ProfileData.of(Map.of("number", (int) number)), Set.of());
        };
    }

    Identity user() {
        return Identity.user("u-" + random.nextInt(people));
    }

    Identity visitor() {
        return Identity.anonymous("a-" + random.nextInt(people));
    }

    private Touchpoint track(long number, Who who, When when) {
        String event = EVENTS.get(random.nextInt(EVENTS.size()));
        Properties properties = Properties.of(Map.of(
                "product", PRODUCTS.get(random.nextInt(PRODUCTS.size())), "total", random.nextInt(10_000) / 100.0));
        return new Touchpoint(Touchpoint.Type.TRACK, "m-" + number, who, event, when, Contents.of(properties));
    }

    private static Touchpoint of(Touchpoint.Type type, long number, Who who, When when, Contents contents) {
        String event = type == Touchpoint.Type.TRACK ? "Seen" : type.event();
        return new Touchpoint(type, "m-" + number, who, event, when, contents);
    }

    private Contents traits() {
        Properties traits = Properties.of(Map.of(
                "visits", 1L + random.nextInt(3), "interests", List.of("a" + random.nextInt(5)), "unheardOf", "x"));
        return new Contents("web", Properties.NONE, traits, ConsentStatements.NONE, null);
    }

    private Contents pets() {
        Properties traits = Properties.of(Map.of("pets", (long) random.nextInt(4)));
        return new Contents("web", Properties.NONE, traits, ConsentStatements.NONE, null);
    }

    private GroupId group() {
        return new GroupId(random.nextBoolean() ? Kind.HOUSEHOLD : Kind.COMPANY, "g-" + random.nextInt(5));
    }

    private Contents outcome() {
        SlotToken slot = new SlotToken(new UUID(1, random.nextInt(50)), random.nextInt(2), "gold");
        Outcome[] outcomes = Outcome.values();
        return new Contents(
                "web",
                Properties.NONE,
                Properties.NONE,
                ConsentStatements.NONE,
                new OutcomeReport(outcomes[random.nextInt(outcomes.length)], slot));
    }

    private Contents consent(long nowMs) {
        ConsentStatement.Word[] words = ConsentStatement.Word.values();
        ConsentStatement said = new ConsentStatement("marketing", words[random.nextInt(words.length)], nowMs, "banner");
        return new Contents(
                "web",
                Properties.NONE,
                Properties.NONE,
                new ConsentStatements(List.of(said), Map.of(), null, false),
                null);
    }
}
