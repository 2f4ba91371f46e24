package dev.kairos.profile;

import java.util.List;
import java.util.Map;

/**
 * The path of a facet and where on their journeys it has led, each part decoded only when it is asked for. Reused; the
 * writer's thread only.
 */
final class Trail {

    private PartDecoder record;
    private History.Seen seen = History.Seen.NEVER;
    private long dueMs;
    private final PathDraft path = new PathDraft();
    private Map<String, JourneyState> base = Map.of();
    private Map<String, JourneyState> states = Map.of();
    private boolean pathLoaded;
    private boolean baseLoaded;
    private boolean statesLoaded;
    private boolean pathChanged;
    private boolean baseChanged;
    private boolean statesChanged;

    Trail(PartDecoder record) {
        this.record = record;
    }

    void load(PartDecoder from) {
        record = from;
        seen = from.seen();
        dueMs = from.dueMs();
        pathLoaded = false;
        baseLoaded = false;
        statesLoaded = false;
        pathChanged = false;
        baseChanged = false;
        statesChanged = false;
    }

    /** Forgets when there were touchpoints. */
    void reset() {
        seen = History.Seen.NEVER;
    }

    History.Seen seen() {
        return seen;
    }

    long dueMs() {
        return dueMs;
    }

    boolean isPathChanged() {
        return pathChanged;
    }

    boolean isBaseChanged() {
        return baseChanged;
    }

    boolean areStatesChanged() {
        return statesChanged;
    }

    /** A copy. */
    List<PathItem> path() {
        return draft().list(draft().size());
    }

    PathDraft draft() {
        if (!pathLoaded) {
            record.loadPath(path);
            pathLoaded = true;
        }
        return path;
    }

    Map<String, JourneyState> base() {
        if (!baseLoaded) {
            base = record.journeys(Part.BASE);
            baseLoaded = true;
        }
        return base;
    }

    Map<String, JourneyState> states() {
        if (!statesLoaded) {
            states = record.journeys(Part.JOURNEYS);
            statesLoaded = true;
        }
        return states;
    }

    void see(History.Seen more) {
        seen = seen.with(more);
    }

    /** Puts the item in its place; what no longer fits the bound is folded into the base, oldest first. */
    void place(PathItem item, int bound, Completion completion) {
        PathDraft items = draft();
        items.place(item);
        pathChanged = true;
        int over = items.size() - bound;
        if (over > 0) {
            // The one after them says until when.
            setBase(completion.fold(base(), items.list(over + 1), over));
            items.removeFirst(over);
        }
    }

    void setPath(List<PathItem> items) {
        path.set(items);
        pathLoaded = true;
        pathChanged = true;
    }

    void setBase(Map<String, JourneyState> states) {
        base = states;
        baseLoaded = true;
        baseChanged = true;
    }

    void setStates(Completion.Whereabouts whereabouts) {
        if (dueMs != whereabouts.dueMs() || !states().equals(whereabouts.states())) {
            states = whereabouts.states();
            dueMs = whereabouts.dueMs();
            statesLoaded = true;
            statesChanged = true;
        }
    }
}
