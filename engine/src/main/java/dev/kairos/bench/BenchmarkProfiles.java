package dev.kairos.bench;

import dev.kairos.journey.UpdatePath;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The customers of {@link BenchmarkPack}, {@code c-1} to {@code c-N}, each with all 20 attributes. Seeded. */
public final class BenchmarkProfiles {

    private static final int BATCH = 1_000;
    private static final int BATCHES_UNDER_WAY = 8;

    private BenchmarkProfiles() {}

    /** Into a store that has no journal. */
    public static void fill(ProfileStore store, int profiles) {
        Random random = new Random(1);
        for (int i = 1; i <= profiles; i++) {
            store.writer().apply(change(i, random), store.position() + 1, 0);
        }
        check(store, profiles);
    }

    /** Through the journal, as a server takes them. */
    public static void fill(UpdatePath updates, int profiles) {
        Random random = new Random(1);
        Semaphore underWay = new Semaphore(BATCHES_UNDER_WAY);
        List<Change> batch = new ArrayList<>(BATCH);
        for (int i = 1; i <= profiles; i++) {
            batch.add(change(i, random));
            if (batch.size() == BATCH || i == profiles) {
                underWay.acquireUninterruptibly();
                updates.intake().applied(batch, results -> underWay.release());
                batch = new ArrayList<>(BATCH);
            }
        }
        underWay.acquireUninterruptibly(BATCHES_UNDER_WAY);
        check(updates.profiles(), profiles);
    }

    private static Change change(int number, Random random) {
        return new Change.Replace(new ProfileKey(Kind.PERSON, "c-" + number), profile(random));
    }

    private static void check(ProfileStore store, int profiles) {
        if (store.size() != profiles) {
            throw new IllegalStateException(store.size() + " of " + profiles + " profiles were taken");
        }
    }

    private static ProfileData profile(Random random) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < BenchmarkPack.KEYWORDS; i++) {
            values.put("word" + i, "w" + random.nextInt(BenchmarkPack.WORDS));
        }
        for (int i = 0; i < BenchmarkPack.INTS; i++) {
            values.put("count" + i, random.nextInt(100));
        }
        for (int i = 0; i < BenchmarkPack.DECIMALS; i++) {
            values.put("amount" + i, random.nextInt(100_000) / 100.0);
        }
        values.put("flag", random.nextBoolean());
        values.put("since", Instant.ofEpochSecond(1_500_000_000L + random.nextInt(200_000_000)));
        values.put("tags", Set.of("t" + random.nextInt(40), "u" + random.nextInt(40)));
        return new ProfileData(values, null, null, Set.of(), Map.of(), List.of());
    }
}
