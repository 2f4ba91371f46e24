package dev.kairos.touchpoint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When those rows of a delivery happened that do not say it: the last of a customer when it arrived, and each of theirs
 * before it a millisecond earlier. So they stand on the journey in the order of the delivery. Rows that have no id in
 * common, not even by way of others, are of several customers, and move nobody else's
 * (docs/decisions/0708-rows-without-times.md).
 */
final class RowOrder {

    private RowOrder() {}

    /** @param anonymousId of rows that name none */
    static void set(List<EventDraft> rows, @Nullable String anonymousId) {
        Map<String, Long> beforeMs = new HashMap<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            EventDraft row = rows.get(i);
            if (row.saidMs() == null) {
                set(row, ids(row, anonymousId), beforeMs);
            }
        }
    }

    /** @param beforeMs by id: how long before the arrival a row has to be that comes before all that name it */
    private static void set(EventDraft row, List<@Nullable String> ids, Map<String, Long> beforeMs) {
        for (String id : ids) {
            row.unsaidMs = Math.max(row.unsaidMs, id == null ? 0 : beforeMs.getOrDefault(id, 0L));
        }
        for (String id : ids) {
            if (id != null) {
                beforeMs.put(id, row.unsaidMs + 1);
            }
        }
    }

    private static List<@Nullable String> ids(EventDraft row, @Nullable String anonymousId) {
        return Arrays.asList(
                row.userId, row.anonymousId == null ? anonymousId : row.anonymousId, row.previousId, row.groupId);
    }
}
