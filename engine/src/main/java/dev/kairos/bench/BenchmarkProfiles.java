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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The customers of {@link BenchmarkPack}, {@code c-1} to {@code c-N}, each with all 20 attributes. Seeded. */
public final class BenchmarkProfiles {

    private static final int BATCH = 1_000;
    private static final int BATCHES_UNDER_WAY = 8;

    private BenchmarkProfiles() {}

    /** All of them, one after the other. */
    static Iterator<Change> changes(int profiles) {
        Random random = new Random(1);
        return new Iterator<>() {
            private int made;

            @Override
            public boolean hasNext() {
                return made < profiles;
            }

            @Override
            public Change next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return change(++made, random, BenchmarkSize.ofRules(0));
            }
        };
    }

    /** Into a store that has no journal. */
    public static void fill(ProfileStore store, int profiles) {
        fill(store, profiles, BenchmarkSize.ofRules(0));
    }

    /** Into a store that has no journal. @param size of the pack whose attributes they have */
    public static void fill(ProfileStore store, int profiles, BenchmarkSize size) {
        Random random = new Random(1);
        for (int i = 1; i <= profiles; i++) {
            store.writer().apply(change(i, random, size), store.position() + 1, 0);
        }
        check(store, profiles);
    }

    /** Through the journal, as a server takes them. */
    public static void fill(UpdatePath updates, int profiles) {
        Random random = new Random(1);
        BenchmarkSize size = BenchmarkSize.ofRules(0);
        Semaphore underWay = new Semaphore(BATCHES_UNDER_WAY);
        List<Change> batch = new ArrayList<>(BATCH);
        for (int i = 1; i <= profiles; i++) {
            batch.add(change(i, random, size));
            if (batch.size() == BATCH || i == profiles) {
                underWay.acquireUninterruptibly();
                updates.intake().applied(batch, results -> underWay.release());
                batch = new ArrayList<>(BATCH);
            }
        }
        underWay.acquireUninterruptibly(BATCHES_UNDER_WAY);
        check(updates.profiles(), profiles);
    }

    private static Change change(int number, Random random, BenchmarkSize size) {
        return new Change.Replace(new ProfileKey(Kind.PERSON, "c-" + number), profile(random, size));
    }

    private static void check(ProfileStore store, int profiles) {
        if (store.size() != profiles) {
            throw new IllegalStateException(store.size() + " of " + profiles + " profiles were taken");
        }
    }

    private static ProfileData profile(Random random, BenchmarkSize size) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < size.words(); i++) {
            values.put("word" + i, "w" + random.nextInt(BenchmarkRule.VALUES));
        }
        for (int i = 0; i < size.counts(); i++) {
            values.put("count" + i, random.nextInt(100));
        }
        for (int i = 0; i < size.amounts(); i++) {
            values.put("amount" + i, random.nextInt(100_000) / 100.0);
        }
        for (int i = 0; i < size.others(); i++) {
            values.put(BenchmarkPack.other(i), other(i % 3, random));
        }
        return new ProfileData(values, null, null, Set.of(), Map.of(), List.of());
    }

    private static Object other(int type, Random random) {
        return switch (type) {
            case 0 -> random.nextBoolean();
            case 1 -> Instant.ofEpochSecond(1_500_000_000L + random.nextInt(200_000_000));
            default -> Set.of("t" + random.nextInt(40), "u" + random.nextInt(40));
        };
    }
}
