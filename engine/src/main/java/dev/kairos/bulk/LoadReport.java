package dev.kairos.bulk;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param notes worth knowing, e.g. columns that were ignored
 * @param refusals why nothing of it was loaded; empty when it was
 * @param failure why it was not read to its end, or null when it was; what was read before was loaded
 * @param rejects the file of the rejected rows, or null when there are none
 */
public record LoadReport(
        Path file,
        LoadCounts counts,
        List<String> notes,
        List<String> refusals,
        @Nullable String failure,
        @Nullable Path rejects) {

    public LoadReport {
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }

    /** Whether every row of it is in the store now. */
    public boolean isComplete() {
        return refusals.isEmpty() && failure == null && counts.rejected() == 0;
    }
}
