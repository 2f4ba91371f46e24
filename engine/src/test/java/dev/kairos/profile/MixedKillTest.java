package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Metrics;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that applies all kinds of changes while snapshots are taken, at random points: the store must be the
 * very one that the same changes make in one go, and so must one restored from its newest snapshot.
 * {@code -Dkairos.kills=50} for more than the usual few.
 */
class MixedKillTest {

    private static final int KILLS = Integer.getInteger("kairos.kills", 4);
    private static final long SEED = Long.getLong("kairos.seed", 42);

    @TempDir
    Path dir;

    @Test
    void isTheStoreThatTheSameChangesMakeInOneGo() throws Exception {
        Random random = new Random(SEED);
        Path killed = dir.resolve("killed");
        try (ProfileStore reference = open(dir.resolve("reference"))) {
            for (int kill = 0; kill < KILLS; kill++) {
                long acknowledged = Killing.untilKilled(
                        Killing.command(KilledMixedWriter.class, killed.toString()),
                        reference.position(),
                        random.nextInt(200),
                        random.nextInt(3_000_000));
                verify(killed, reference, acknowledged);
            }
            verifySnapshot(killed, reference);
        }
    }

    private static void verify(Path killed, ProfileStore reference, long acknowledged) {
        try (ProfileStore store = open(killed)) {
            long position = store.position();
            assertThat(position).isGreaterThanOrEqualTo(acknowledged);
            assertThat(store.digest()).isEqualTo(store.countedDigest());
            // Some wake-ups of the next record may have been fired: it is the record that is applied once.
            MixedChanges.apply(store, position + 1, position + 1);
            MixedChanges.apply(reference, reference.position() + 1, position + 1);
            assertThat(store.digest()).isEqualTo(reference.digest());
            assertThat(store.size()).isEqualTo(reference.size()).isPositive();
        }
    }

    private static void verifySnapshot(Path killed, ProfileStore reference) {
        ProfileStore restored =
                ProfileStore.rebuild(killed, MixedChanges.schema(), options(), new Metrics(), (done, total) -> {});
        try (restored) {
            assertThat(restored.position()).isPositive().isLessThanOrEqualTo(reference.position());
            MixedChanges.apply(restored, restored.position() + 1, reference.position());
            assertThat(restored.digest()).isEqualTo(reference.digest());
        }
    }

    private static ProfileStore open(Path dir) {
        return ProfileStore.open(dir, MixedChanges.schema(), options(), new Metrics());
    }

    private static StoreOptions options() {
        return StoreOptions.ofCapacity(MixedChanges.CAPACITY);
    }
}
