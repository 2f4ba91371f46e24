package dev.kairos.bulk;

import dev.kairos.profile.Change;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A sink that keeps profiles in a map and answers at once: room for so many, and refuses each tenth batch at first. */
final class MapSink implements ProfileSink {

    final Map<ProfileKey, ProfileData> profiles = new HashMap<>();
    private final int room;
    private final Set<List<Change>> refused = new HashSet<>();
    private int batches;

    MapSink(int room) {
        this.room = room;
    }

    @Override
    public void write(List<Change> batch, Consumer<List<Outcome>> done) {
        List<Outcome> outcomes = new ArrayList<>();
        boolean busy = batches++ % 10 == 3 && refused.add(batch);
        for (Change change : batch) {
            outcomes.add(busy ? new Outcome(Status.LATER, "busy") : one(change));
        }
        done.accept(outcomes);
    }

    private Outcome one(Change change) {
        boolean known = profiles.containsKey(change.key());
        if (!known && profiles.size() >= room) {
            return new Outcome(Status.REJECTED, "full");
        }
        ProfileData data = change instanceof Change.Merge merge ? merge.patch() : ((Change.Replace) change).data();
        profiles.put(change.key(), data);
        return new Outcome(known ? Status.UPDATED : Status.CREATED, "");
    }
}
