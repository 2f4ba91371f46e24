package dev.kairos.journey;

import dev.kairos.profile.PathItem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The first items of a path, with the keys of their triggers looked up once for all journeys. */
final class Steps {

    private final List<PathItem> path;
    private final int count;
    private final int[] endOf;
    private int[] triggers;

    Steps(List<PathItem> path, int count, Map<String, Integer> known) {
        this.path = path;
        this.count = count;
        endOf = new int[count];
        triggers = new int[2 * count];
        int end = 0;
        for (int i = 0; i < count; i++) {
            List<String> keys = path.get(i).triggers();
            // by index: an iterator for each step is more garbage than all the rest
            for (int k = 0; k < keys.size(); k++) {
                Integer trigger = known.get(keys.get(k));
                if (trigger != null) {
                    end = add(trigger, end);
                }
            }
            endOf[i] = end;
        }
    }

    private int add(int trigger, int end) {
        if (end == triggers.length) {
            triggers = Arrays.copyOf(triggers, 2 * end);
        }
        triggers[end] = trigger;
        return end + 1;
    }

    int count() {
        return count;
    }

    PathItem item(int i) {
        return path.get(i);
    }

    boolean isQuiet(int i) {
        return endOf[i] == start(i);
    }

    /** Whether the item met that condition. */
    boolean met(int i, int trigger) {
        for (int at = start(i); at < endOf[i]; at++) {
            if (triggers[at] == trigger) {
                return true;
            }
        }
        return false;
    }

    private int start(int i) {
        return i == 0 ? 0 : endOf[i - 1];
    }
}
