package dev.kairos.profile;

import dev.kairos.catalogue.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who is who and what is known of whom, worked out from the whole list of facts whenever somebody asks. */
final class NaivePeople {

    private static final Comparator<Histories.Told> BY_TIME = Comparator.comparingLong(Histories.Told::atMs);

    private final List<Histories.Told> told = new ArrayList<>();
    /** By the two identities, the lesser first: when the link was told last and withdrawn last. */
    private final Map<List<Identity>, long[]> links = new HashMap<>();

    void add(Histories.Fact fact) {
        if (fact instanceof Histories.Told telling) {
            told.add(telling);
        } else if (fact instanceof Histories.Linked link) {
            long[] times = links.computeIfAbsent(
                    pair(link.one(), link.other()), unused -> new long[] {Long.MIN_VALUE, Long.MIN_VALUE});
            times[0] = Math.max(times[0], link.atMs());
        } else if (fact instanceof Histories.Split split) {
            split(split);
        } else if (fact instanceof Histories.Erased erased) {
            Set<Identity> gone = erased.who().kind() == Kind.PERSON ? person(erased.who()) : Set.of(erased.who());
            told.removeIf(telling -> gone.contains(telling.by()));
            links.keySet().removeIf(pair -> gone.contains(pair.get(0)) || gone.contains(pair.get(1)));
        }
    }

    private void split(Histories.Split split) {
        if (split.one().equals(split.other()) || !person(split.one()).contains(split.other())) {
            return;
        }
        List<List<Identity>> active = active();
        List<Identity> direct = pair(split.one(), split.other());
        for (List<Identity> pair : active) {
            if (active.contains(direct) ? pair.equals(direct) : pair.contains(split.other())) {
                long[] times = links.get(pair);
                times[1] = Math.max(split.atMs(), times[0]);
            }
        }
    }

    private static List<Identity> pair(Identity one, Identity other) {
        return one.compareTo(other) < 0 ? List.of(one, other) : List.of(other, one);
    }

    /** The links that hold: of those of an anonymous id to users only the newest. */
    private List<List<Identity>> active() {
        List<List<Identity>> active = new ArrayList<>();
        Map<Identity, List<Identity>> newest = new HashMap<>();
        links.forEach((pair, times) -> {
            if (times[0] <= times[1]) {
                return;
            }
            if (pair.get(0).kind() == pair.get(1).kind()) {
                active.add(pair);
            } else {
                newest.merge(pair.get(1), pair, this::newer);
            }
        });
        active.addAll(newest.values());
        return active;
    }

    private List<Identity> newer(List<Identity> one, List<Identity> other) {
        int byTime = Long.compare(links.get(one)[0], links.get(other)[0]);
        int order = byTime == 0 ? one.get(0).compareTo(other.get(0)) : byTime;
        return order > 0 ? one : other;
    }

    Set<Identity> person(Identity of) {
        Set<Identity> person = new TreeSet<>(Set.of(of));
        List<List<Identity>> active = active();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (List<Identity> pair : active) {
                if (person.contains(pair.get(0)) || person.contains(pair.get(1))) {
                    grown |= person.addAll(pair);
                }
            }
        }
        return person;
    }

    /** What is known of the person behind an identity, or null; without the windows. */
    @Nullable
    ProfileData find(Identity of) {
        Set<Identity> person = person(of);
        List<Histories.Told> facts =
                told.stream().filter(telling -> person.contains(telling.by())).toList();
        if (facts.isEmpty() && person.size() == 1) {
            return null;
        }
        Identity first = person.iterator().next();
        Set<String> users = new TreeSet<>();
        Set<String> visitors = new TreeSet<>();
        for (Identity identity : person) {
            if (!identity.equals(first)) {
                (identity.kind() == Kind.PERSON ? users : visitors).add(identity.id());
            }
        }
        return new ProfileData(
                attributes(facts, person),
                new ProfileData.Belongs((String) newest(facts, person, "/household"), null),
                new ProfileData.Ids(visitors, users),
                consent(facts, person),
                contacts(facts),
                history(facts));
    }

    /** How often the person took a step. */
    long steps(Identity of) {
        Set<Identity> person = person(of);
        return told.stream()
                .filter(telling -> person.contains(telling.by()) && telling.what() instanceof Histories.Stepped)
                .count();
    }

    private static Map<String, Object> attributes(List<Histories.Told> facts, Set<Identity> person) {
        Map<String, Object> all = new TreeMap<>();
        put(all, "newest", newest(facts, person, "newest"));
        put(all, "text", newest(facts, person, "text"));
        Map<Identity, Histories.Told> oldest = last(facts, "oldest");
        put(
                all,
                "oldest",
                person.stream()
                        .filter(oldest::containsKey)
                        .map(oldest::get)
                        .min(BY_TIME)
                        .map(NaivePeople::value)
                        .orElse(null));
        List<Object> sums = values(facts, "sum");
        put(
                all,
                "sum",
                sums.isEmpty()
                        ? null
                        : sums.stream().mapToLong(value -> (Long) value).sum());
        put(
                all,
                "least",
                values(facts, "least").stream()
                        .map(Double.class::cast)
                        .min(Double::compare)
                        .orElse(null));
        put(
                all,
                "most",
                values(facts, "most").stream()
                        .map(Instant.class::cast)
                        .max(Instant::compareTo)
                        .orElse(null));
        List<Object> unions = values(facts, "union");
        Set<Object> union = new HashSet<>();
        unions.forEach(words -> union.addAll((Set<?>) words));
        put(all, "union", unions.isEmpty() ? null : union);
        return all;
    }

    private static void put(Map<String, Object> all, String name, @Nullable Object value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    /** The value that each identity has now of those that have one. */
    private static List<Object> values(List<Histories.Told> facts, String name) {
        List<Object> values = new ArrayList<>();
        last(facts, name).values().forEach(telling -> {
            Object value = value(telling);
            if (value != null) {
                values.add(value);
            }
        });
        return values;
    }

    /** What each identity told last of it; of two at once what came later. */
    private static Map<Identity, Histories.Told> last(List<Histories.Told> facts, String name) {
        Map<Identity, Histories.Told> last = new HashMap<>();
        for (Histories.Told telling : facts) {
            if (name.equals(name(telling))) {
                last.merge(telling.by(), telling, (one, other) -> other.atMs() >= one.atMs() ? other : one);
            }
        }
        return last;
    }

    private static @Nullable Object newest(List<Histories.Told> facts, Set<Identity> person, String name) {
        Map<Identity, Histories.Told> last = last(facts, name);
        Histories.Told newest = null;
        for (Identity identity : person) {
            Histories.Told own = last.get(identity);
            if (own != null && (newest == null || own.atMs() > newest.atMs())) {
                newest = own;
            }
        }
        return newest == null ? null : value(newest);
    }

    private static @Nullable String name(Histories.Told telling) {
        if (telling.what() instanceof Histories.Value value) {
            return value.name();
        }
        if (telling.what() instanceof Histories.Gone gone) {
            return gone.name();
        }
        return telling.what() instanceof Histories.Home ? "/household" : null;
    }

    private static @Nullable Object value(Histories.Told telling) {
        if (telling.what() instanceof Histories.Value value) {
            return value.value();
        }
        return telling.what() instanceof Histories.Home home ? home.household() : null;
    }

    private static Map<String, Consent> consent(List<Histories.Told> facts, Set<Identity> person) {
        Map<String, Consent> all = new TreeMap<>();
        for (Identity identity : person) {
            Map<String, Consent> own = new TreeMap<>();
            for (Histories.Told telling : facts) {
                if (telling.by().equals(identity) && telling.what() instanceof Histories.Agreed agreed) {
                    Consent said = new Consent(agreed.status(), Instant.ofEpochMilli(telling.atMs()), "");
                    own.merge(agreed.purpose(), said, Consent::newer);
                }
            }
            own.forEach((purpose, said) -> all.merge(purpose, said, Consent::stricter));
        }
        return all;
    }

    private static List<Contact> contacts(List<Histories.Told> facts) {
        List<Contact> all = new ArrayList<>();
        for (Histories.Told telling : facts) {
            if (telling.what() instanceof Histories.Met met) {
                all.add(new Contact(met.action(), Outcome.CLICK, Instant.ofEpochMilli(telling.atMs()), 1));
            }
        }
        return Contacts.compact(all);
    }

    private static History history(List<Histories.Told> facts) {
        History.Seen seen = History.Seen.NEVER;
        List<PathItem> path = new ArrayList<>();
        for (Histories.Told telling : facts) {
            seen = seen.with(telling.atMs());
            if (telling.what() instanceof Histories.Stepped step) {
                path.add(new PathItem(
                        telling.atMs(), PathItem.Kind.TOUCHPOINT, step.name(), null, null, List.of(step.name())));
            }
        }
        path.sort(null);
        Map<String, JourneyState> states =
                Histories.COMPLETION.complete(Map.of(), path, 0).states();
        return new History(Map.of(), states, Map.of(), path, seen, 0);
    }
}
