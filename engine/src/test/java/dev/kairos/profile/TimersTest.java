package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimersTest {

    private static final long T = 1_700_000_000_000L;

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();

    @Test
    void answersInOrderOfTimeAndThenKey() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Timers timers = store.writer().timers();
            store.writer().begin();
            timers.add(T + 5, Stores.person("b"));
            timers.add(T + 5, Stores.visitor("z"));
            timers.add(T + 500_000, Stores.person("c"));
            timers.add(T + 4, Stores.person("d"));
            timers.add(T + 5, Stores.person("a"));
            assertThat(timers.firstDue(Long.MAX_VALUE)).as("not committed").isNull();
            store.writer().commit(1, T, true);

            assertThat(timers.firstDue(T + 3)).isNull();
            assertThat(timers.nextDueMs()).isLessThanOrEqualTo(T + 4).isGreaterThan(T - 70_000);
            assertThat(drain(store, T + 1_000, 2))
                    .containsExactly(
                            new Timer(T + 4, Stores.person("d")),
                            new Timer(T + 5, Stores.visitor("z")),
                            new Timer(T + 5, Stores.person("a")),
                            new Timer(T + 5, Stores.person("b")));
            assertThat(drain(store, Long.MAX_VALUE, 10)).containsExactly(new Timer(T + 500_000, Stores.person("c")));
            assertThat(timers.nextDueMs()).isEqualTo(Long.MAX_VALUE);
            assertThat(store.size()).isZero();
        }
    }

    @Test
    void whatIsGivenUpIsNotThere() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            store.writer().begin();
            store.writer().timers().add(T, Stores.person("a"));
            store.writer().begin();
            assertThat(store.writer().timers().remove(T, Stores.person("a"))).isFalse();
            store.writer().commit(1, T, true);

            assertThat(store.writer().timers().firstDue(Long.MAX_VALUE)).isNull();
        }
    }

    @Test
    void addsAndRemovesWithinOneTransaction() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Timers timers = store.writer().timers();
            store.writer().begin();
            for (int i = 0; i < 200; i++) {
                timers.add(T, Stores.person("c-" + i));
            }
            for (int i = 0; i < 200; i += 2) {
                assertThat(timers.remove(T, Stores.person("c-" + i))).isTrue();
            }
            assertThat(timers.remove(T, Stores.person("c-0"))).isFalse();
            store.writer().commit(1, T, true);

            assertThat(drain(store, T, 2)).hasSize(100).doesNotHaveDuplicates();
        }
    }

    @Test
    void isTheSameAsASortedSetAlsoWhenOpenedAgain() {
        Random random = new Random(3);
        TreeSet<Timer> oracle = new TreeSet<>(Comparator.comparingLong(Timer::dueMs)
                .thenComparing(timer ->
                        (char) timer.key().kind().prefix() + timer.key().id()));
        long position = 0;
        for (int round = 0; round < 5; round++) {
            try (ProfileStore store = Stores.open(dir, schema)) {
                for (int i = 0; i < 400; i++) {
                    position = step(store, oracle, random, position + 1);
                }
                assertThat(store.digest()).isEqualTo(store.countedDigest());
            }
        }
        assertThat(oracle).isNotEmpty();
    }

    private static long step(ProfileStore store, TreeSet<Timer> oracle, Random random, long position) {
        Timers timers = store.writer().timers();
        store.writer().begin();
        Timer timer = new Timer(T + random.nextInt(40) * 10_000L, Stores.person("c-" + random.nextInt(60)));
        if (random.nextInt(3) > 0) {
            if (oracle.add(timer)) {
                timers.add(timer.dueMs(), timer.key());
            }
        } else {
            assertThat(timers.remove(timer.dueMs(), timer.key())).isEqualTo(oracle.remove(timer));
        }
        store.writer().commit(position, T, true);
        assertThat(timers.firstDue(Long.MAX_VALUE)).isEqualTo(oracle.isEmpty() ? null : oracle.first());
        return position;
    }

    /** Takes out, one transaction each, as a fired wake-up is. */
    private static List<Timer> drain(ProfileStore store, long untilMs, long position) {
        List<Timer> fired = new ArrayList<>();
        StoreWriter writer = store.writer();
        for (Timer due = writer.timers().firstDue(untilMs);
                due != null;
                due = writer.timers().firstDue(untilMs)) {
            fired.add(due);
            writer.begin();
            assertThat(writer.timers().remove(due.dueMs(), due.key())).isTrue();
            writer.commit(position, untilMs, false);
        }
        assertThat(writer.position()).isLessThan(position);
        return fired;
    }
}
