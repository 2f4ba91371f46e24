package dev.kairos.journey;

import dev.kairos.journal.BlankProgress;
import dev.kairos.journal.ErasedRecords;
import dev.kairos.journal.Erasure;
import dev.kairos.journal.ErasureStep;
import dev.kairos.journal.Erasures;
import dev.kairos.journal.Journal;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.Snapshot;
import dev.kairos.touchpoint.PartitionKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is erased from the profile store is erased from all other files as well: it is put on a list as it is applied, and
 * a thread works on the list. The list knows partition keys only.
 */
final class Erasing {

    /** Decisions and actions that were begun before may come so much later: the longest deadline there is. */
    static final long GRACE_MS = 60_000;

    private final Erasures erasures;
    private final ProfileStore profiles;
    private final Supplier<String> pack;

    /** @param pack the hash of the pack that counts */
    Erasing(Erasures erasures, ProfileStore profiles, Supplier<String> pack) {
        this.erasures = erasures;
        this.profiles = profiles;
        this.pack = pack;
        profiles.writer().setOnErasing(this::erasing);
    }

    private void erasing(Set<ProfileKey> keys, long position, long timeMs) {
        List<Long> partitions =
                keys.stream().map(key -> PartitionKey.of(key.kind(), key.id())).toList();
        erasures.add(new Erasure(position, timeMs, partitions));
    }

    /** @param beside the logs that others keep */
    void start(Map<String, ErasureStep> beside, Journal actions, Journal journal) {
        Map<String, ErasureStep> steps = new LinkedHashMap<>();
        steps.put("snapshots", this::renewSnapshots);
        steps.putAll(beside);
        steps.put("actions", (which, progress) -> actions.blank(which.byTime(GRACE_MS), progress));
        steps.put("journal", (which, progress) -> journal.blank(which.inJournal(), progress));
        erasures.start(steps);
    }

    /**
     * A snapshot that was taken after an erasure has nothing of it, and all others go. To overwrite the customer in the
     * others would not do: one of them may hold what the same customer told after coming back.
     */
    private boolean renewSnapshots(ErasedRecords which, BlankProgress progress) {
        List<Snapshot> kept = profiles.snapshots().list();
        int after = (int) kept.stream()
                .filter(snapshot -> snapshot.position() >= which.lastPosition())
                .count();
        if (after == kept.size()) {
            return true;
        }
        if (profiles.position() < which.lastPosition()) {
            return false;
        }
        String hash = pack.get();
        profiles.snapshots().take((hash == null ? "" : hash).getBytes(StandardCharsets.US_ASCII), after + 1);
        return profiles.snapshots().list().stream().allMatch(snapshot -> snapshot.position() >= which.lastPosition());
    }

    /** Stops a pass that is under way; it is done again after the next start. */
    void close() {
        erasures.close();
    }
}
