package dev.kairos.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of a facet and where on their journeys it has led, each part decoded only when it is asked for. Reused; the
 * writer's thread only.
 */
final class Trail {

    private PartDecoder record;
    private History.Seen seen = History.Seen.NEVER;
    private long dueMs;
    private int definition;
    private final PathDraft path = new PathDraft();
    private Map<String, JourneyState> base = Map.of();
    private Map<String, JourneyState> stood = Map.of();
    private Map<String, JourneyState> states = Map.of();
    private boolean pathLoaded;
    private boolean baseLoaded;
    private boolean stoodLoaded;
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
        definition = from.definition();
        pathLoaded = false;
        baseLoaded = false;
        stoodLoaded = false;
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

    /** Of the journeys that the states are by; 0 when nobody knows. */
    int definition() {
        return definition;
    }

    /** The path as it lies in the record, whatever has changed since. */
    List<PathItem> storedPath() {
        return draft().loaded();
    }

    Map<String, JourneyState> storedBase() {
        return record.journeys(Part.BASE);
    }

    /** What came to the path as it lies in the record; null when that is not all, or the states there are not by these journeys. */
    @Nullable
    Growth growth(int journeys) {
        return record.definition() == journeys ? draft().growth() : null;
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
        return statesChanged ? states : stood();
    }

    /** The states as they lie in the record. */
    Map<String, JourneyState> stood() {
        if (!stoodLoaded) {
            stood = record.journeys(Part.JOURNEYS);
            stoodLoaded = true;
        }
        return stood;
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
        boolean same = dueMs == whereabouts.dueMs()
                && definition == whereabouts.definition()
                && states().equals(whereabouts.states());
        if (!same) {
            states = whereabouts.states();
            dueMs = whereabouts.dueMs();
            definition = whereabouts.definition();
            statesChanged = true;
        }
    }
}
