package dev.kairos.profile;

import dev.kairos.catalogue.Outcome;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Journey;
import dev.kairos.schema.MergeRule;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random histories of who told what and who is linked to whom, the same for the same seed. */
final class Histories {

    static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    static final long END = START + Duration.ofMinutes(40).toMillis();
    static final List<String> WORDS = List.of("a", "b", "c", "d");
    static final List<String> PURPOSES = List.of("ads", "mail");

    /** Something that happens to the store. */
    sealed interface Fact {}

    record Told(Identity by, long atMs, What what) implements Fact {}

    record Linked(Identity one, Identity other, long atMs) implements Fact {}

    record Split(Identity one, Identity other, long atMs) implements Fact {}

    record Erased(Identity who) implements Fact {}

    /** What can be told. */
    sealed interface What {}

    record Value(String name, Object value) implements What {}

    record Gone(String name) implements What {}

    record Home(String household) implements What {}

    record Agreed(String purpose, Consent.Status status) implements What {}

    record Met(String action) implements What {}

    record Stepped(String name) implements What {}

    private final Random random;
    private final String prefix;

    Histories(long seed) {
        random = new Random(seed);
        prefix = "h" + seed + "-";
    }

    /** An attribute for each rule of merging. */
    static Schema schema() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(attribute("newest", AttributeType.KEYWORD, MergeRule.NEWEST));
        attributes.add(attribute("text", AttributeType.TEXT, MergeRule.NEWEST));
        attributes.add(attribute("oldest", AttributeType.INT, MergeRule.OLDEST));
        attributes.add(attribute("sum", AttributeType.LONG, MergeRule.SUM));
        attributes.add(attribute("least", AttributeType.DECIMAL, MergeRule.MIN));
        attributes.add(attribute("most", AttributeType.INSTANT, MergeRule.MAX));
        attributes.add(attribute("union", AttributeType.KEYWORDS, MergeRule.UNION));
        Counter steps = Counter.of("steps", "Step", Duration.ofDays(30));
        Journey way = new Journey("way", List.of(), List.of(), Reentry.ALWAYS);
        return new Schema(attributes, List.of(steps), List.of(way));
    }

    private static Attribute attribute(String name, AttributeType type, MergeRule rule) {
        Attribute plain = Attribute.of(name, Scope.PERSON, type);
        return new Attribute(
                name, Scope.PERSON, type, name, plain.maxBytes(), plain.formerly(), plain.convertedFrom(), false, rule);
    }

    /** A journey whose stage is the last step, and that counts the steps. */
    static final Completion COMPLETION = new Completion() {

        @Override
        public Whereabouts complete(Map<String, JourneyState> base, List<PathItem> path, long nowMs) {
            return new Whereabouts(fold(base, path, path.size()), 0, 0);
        }

        @Override
        public Map<String, JourneyState> fold(Map<String, JourneyState> base, List<PathItem> path, int count) {
            JourneyState was = base.get("way");
            if (count == 0) {
                return base;
            }
            PathItem last = path.get(count - 1);
            int entries = count + (was == null ? 0 : was.entries());
            return new TreeMap<>(
                    Map.of("way", new JourneyState(last.name(), last.atMs(), last.atMs(), entries, false)));
        }
    };

    List<Identity> identities() {
        List<Identity> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(Identity.user(prefix + "u" + i));
        }
        for (int i = 0; i < 4; i++) {
            all.add(Identity.anonymous(prefix + "a" + i));
        }
        return all;
    }

    List<Fact> told(int count) {
        List<Identity> all = identities();
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(new Told(all.get(random.nextInt(all.size())), time(), what()));
        }
        return facts;
    }

    List<Fact> linked(int count) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Identity one = any();
            Identity other = any();
            // Ids of one kind are seldom linked: else all would be one person soon.
            if (!one.equals(other) && (one.kind() != other.kind() || random.nextInt(6) == 0)) {
                facts.add(new Linked(one, other, time()));
            }
        }
        return facts;
    }

    Split split() {
        return new Split(any(), any(), END);
    }

    Identity any() {
        List<Identity> all = identities();
        return all.get(random.nextInt(all.size()));
    }

    /** Few different ones, so that some things happen at the same time. */
    private long time() {
        return START + 60_000L * random.nextInt(30);
    }

    private What what() {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return switch (random.nextInt(12)) {
            case 0 -> new Value("newest", word);
            case 1 -> new Value("text", word + word);
            case 2 -> new Value("oldest", random.nextInt(100));
            case 3 -> new Value("sum", (long) random.nextInt(100));
            case 4 -> new Value("least", random.nextInt(100) / 4.0);
            case 5 -> new Value("most", Instant.ofEpochMilli(time()));
            case 6 -> new Value("union", Set.copyOf(List.of(word, WORDS.get(0))));
            case 7 -> new Gone(random.nextBoolean() ? "newest" : "sum");
            case 8 -> new Home(word);
            case 9 ->
                new Agreed(
                        PURPOSES.get(random.nextInt(PURPOSES.size())),
                        Consent.Status.values()[random.nextInt(Consent.Status.values().length)]);
            case 10 -> new Met(word);
            default -> new Stepped(word);
        };
    }

    /** The facts in another order: what was told in the same one, and links anywhere between. */
    List<Fact> interleaved(List<Fact> told, List<Fact> links) {
        List<Fact> mixed = new ArrayList<>(told);
        for (Fact link : links) {
            mixed.add(random.nextInt(mixed.size() + 1), link);
        }
        return mixed;
    }

    Random random() {
        return random;
    }

    static void tell(FacetDraft draft, Told fact) {
        long atMs = fact.atMs();
        draft.seen(atMs);
        if (fact.what() instanceof Value value) {
            draft.set(value.name(), value.value(), atMs);
        } else if (fact.what() instanceof Gone gone) {
            draft.set(gone.name(), null, atMs);
        } else if (fact.what() instanceof Home home) {
            draft.setHousehold(home.household(), atMs);
        } else if (fact.what() instanceof Agreed agreed) {
            draft.consent(agreed.purpose(), new Consent(agreed.status(), Instant.ofEpochMilli(atMs), ""));
        } else if (fact.what() instanceof Met met) {
            draft.contact(new Contact(met.action(), Outcome.CLICK, Instant.ofEpochMilli(atMs), 1));
        } else if (fact.what() instanceof Stepped step) {
            draft.count(0, atMs, null, END);
            draft.place(new PathItem(atMs, PathItem.Kind.TOUCHPOINT, step.name(), null, null, List.of(step.name())));
        }
    }
}
