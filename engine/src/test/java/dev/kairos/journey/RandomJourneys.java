package dev.kairos.journey;

import static dev.kairos.journey.MinuteOracle.MINUTE;

import dev.kairos.profile.PathItem;
import dev.kairos.profile.PathItem.Kind;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded journeys and paths, with times in whole minutes. */
final class RandomJourneys {

    static final long START = 1_700_000_040_000L;
    private static final String[] EVENTS = {"a", "b", "c", "d", "e", "f"};

    private final Random random;

    RandomJourneys(Random random) {
        this.random = random;
    }

    List<Journey> journeys() {
        List<Journey> journeys = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            journeys.add(journey("j" + i));
        }
        return journeys;
    }

    private Journey journey(String name) {
        int count = 1 + random.nextInt(5);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean end = i > 0 && random.nextInt(4) == 0;
            stages.add(new Stage("s" + i, end ? List.of() : transitions(count), end));
        }
        List<Transition> entry = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            entry.add(Transition.on(event(), null, "s" + random.nextInt(count)));
        }
        Reentry reentry = switch (random.nextInt(3)) {
            case 0 -> Reentry.NEVER;
            case 1 -> Reentry.ALWAYS;
            default -> Reentry.after(Duration.ofMinutes(1 + random.nextInt(60)));
        };
        return new Journey(name, entry, stages, reentry);
    }

    private List<Transition> transitions(int stages) {
        List<Transition> transitions = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String to = random.nextInt(6) == 0 ? null : "s" + random.nextInt(stages);
            Duration after = Duration.ofMinutes(1 + random.nextInt(90));
            transitions.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Transition.after(after, to);
                        case 1 -> Transition.afterSilence(after, to);
                        default -> Transition.on(event(), null, to);
                    });
        }
        return transitions;
    }

    private String event() {
        return EVENTS[random.nextInt(EVENTS.length)];
    }

    /** In order. */
    List<PathItem> path(int atMost) {
        List<PathItem> path = new ArrayList<>();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            path.add(item(START + random.nextInt(60 * 12) * MINUTE));
        }
        path.sort(null);
        return path;
    }

    /** Up to two, in order, that come after that one, mostly not after a time. */
    List<PathItem> after(PathItem last, long untilMs) {
        List<PathItem> items = new ArrayList<>();
        long span = Math.max(1, (untilMs - last.atMs()) / MINUTE + 1);
        for (int i = random.nextInt(3); i > 0; i--) {
            PathItem item = item(last.atMs() + random.nextInt((int) span) * MINUTE);
            if (item.compareTo(last) >= 0) {
                items.add(item);
            }
        }
        items.sort(null);
        return items;
    }

    PathItem item(long atMs) {
        if (random.nextInt(12) == 0) {
            return new PathItem(atMs, Kind.MOVE, "j" + random.nextInt(3), "s" + random.nextInt(6), null, List.of());
        }
        List<String> triggers = new ArrayList<>();
        String event = event();
        if (random.nextInt(4) > 0) {
            triggers.add(Transition.on(event, null, null).trigger());
        }
        if (random.nextInt(4) == 0) {
            triggers.add("unknown");
        }
        Kind kind = random.nextInt(8) == 0 ? Kind.OUTCOME : Kind.TOUCHPOINT;
        return new PathItem(atMs, kind, event, "web", null, triggers);
    }
}
