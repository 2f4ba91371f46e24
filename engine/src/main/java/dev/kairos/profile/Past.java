package dev.kairos.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person as an update found them. Their path is read only for who asks. Valid until the update ends; the writer's thread. */
public final class Past {

    private final Map<String, JourneyState> stood;
    private final long dueMs;
    private final @Nullable Trail record;
    private final Map<String, JourneyState> base;
    private final List<PathItem> path;

    /** Of a person who lies in one record. */
    Past(Map<String, JourneyState> stood, long dueMs, Trail record) {
        this(stood, dueMs, record, Map.of(), List.of());
    }

    /** Of one who is made of several. */
    Past(Map<String, JourneyState> stood, long dueMs, Map<String, JourneyState> base, List<PathItem> path) {
        this(stood, dueMs, null, base, path);
    }

    private Past(
            Map<String, JourneyState> stood,
            long dueMs,
            @Nullable Trail record,
            Map<String, JourneyState> base,
            List<PathItem> path) {
        this.stood = stood;
        this.dueMs = dueMs;
        this.record = record;
        this.base = base;
        this.path = path;
    }

    /** Where they stood, or those did that they have just been made of. */
    public Map<String, JourneyState> stood() {
        return stood;
    }

    /** When time alone was going to move them on; 0 when never. */
    public long dueMs() {
        return dueMs;
    }

    /** Where they were on each journey before the path began. */
    public Map<String, JourneyState> base() {
        return record == null ? base : record.storedBase();
    }

    /** In its order. */
    public List<PathItem> path() {
        return record == null ? path : record.storedPath();
    }
}
