package dev.kairos.bulk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of events: rows read are rows taken and rejected, and those after a failure.
 *
 * @param failure why it was not loaded to its end, or null when it was; what was taken before stays
 * @param rejects the file of the rejected rows, or null when there are none
 */
public record EventReport(
        long read,
        long taken,
        long rejected,
        @Nullable String failure,
        @Nullable Path rejects) {

    /** Whether every row of it was taken. */
    public boolean isComplete() {
        return failure == null && rejected == 0;
    }
}
