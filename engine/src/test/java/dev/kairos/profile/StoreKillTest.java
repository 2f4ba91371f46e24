package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Metrics;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process, again and again, at random points: every change that it had acknowledged must be there, and
 * every profile whole. {@code -Dkairos.kills=20} for more than the usual few.
 */
class StoreKillTest {

    private static final int KILLS = Integer.getInteger("kairos.kills", 4);
    private static final long SEED = Long.getLong("kairos.seed", 42);

    @TempDir
    Path dir;

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        Random random = new Random(SEED);
        long next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = Killing.untilKilled(
                    Killing.command(KilledWriter.class, dir.toString(), Long.toString(next)),
                    next - 1,
                    random.nextInt(4_000),
                    random.nextInt(3_000_000));
            assertThat(acknowledged).as("nothing was acknowledged").isGreaterThanOrEqualTo(next);
            next = verify(acknowledged) + 1;
        }
    }

    /** Every person is whole and at least as new as acknowledged; returns the newest number found. */
    private long verify(long acknowledged) {
        long newest = acknowledged;
        StoreOptions options = StoreOptions.ofCapacity(KilledWriter.CAPACITY);
        try (ProfileStore store = ProfileStore.open(dir, KilledWriter.schema(), options, new Metrics())) {
            for (int person = 0; person < KilledWriter.PEOPLE; person++) {
                String id = "c-" + person;
                ProfileData found = store.find(Stores.person(id));
                long expected = acknowledged - Math.floorMod(acknowledged - person, KilledWriter.PEOPLE);
                if (expected < 0 && found == null) {
                    continue;
                }
                assertThat(found).as(id + " at " + acknowledged).isNotNull();
                long number = (Long) found.attributes().get("number");
                assertThat(number).as(id).isGreaterThanOrEqualTo(expected);
                assertThat(found).as(id).isEqualTo(KilledWriter.data(number));
                for (String anonymousId : found.anonymousIds()) {
                    assertThat(store.findByAnonymousId(anonymousId))
                            .as(anonymousId)
                            .isEqualTo(found);
                }
                newest = Math.max(newest, number);
            }
            long people = Math.min(KilledWriter.PEOPLE, newest + 1);
            assertThat(store.size()).as("profiles, and two links each").isEqualTo(3 * people);
        }
        return newest;
    }
}
