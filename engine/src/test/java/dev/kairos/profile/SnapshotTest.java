package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    private static final StoreOptions OPTIONS = StoreOptions.ofCapacity(MixedChanges.CAPACITY);
    private static final byte[] PACK = "pack@1".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    @Test
    void bringsBackWhatTheStoreWasAtItsPosition() throws IOException {
        Path from = dir.resolve("from");
        Digest digest;
        try (ProfileStore store = open(from)) {
            MixedChanges.apply(store, 1, 1_500);
            digest = store.digest();
            Snapshot taken = store.snapshots().take(PACK, 2);
            MixedChanges.apply(store, 1_501, 3_000);

            assertThat(taken.position()).isEqualTo(1_500);
            assertThat(taken.bytes()).isEqualTo(Files.size(taken.file()));
            assertThat(store.snapshots().list()).containsExactly(taken);
        }
        try (ProfileStore restored = rebuilt(from)) {
            assertThat(restored.position()).isEqualTo(1_500);
            assertThat(restored.digest()).isEqualTo(digest).isEqualTo(restored.countedDigest());
            MixedChanges.apply(restored, 1_501, 3_000);
            assertThat(restored.digest()).isEqualTo(fresh(3_000));
        }
    }

    @Test
    void isConsistentWhileTheWriterGoesOn() throws Exception {
        Path from = dir.resolve("from");
        AtomicLong position = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        Snapshot taken = null;
        try (ProfileStore store = open(from)) {
            MixedChanges.apply(store, 1, 500);
            Thread writer = new Thread(() -> {
                long at = 501;
                for (; !stop.get(); at++) {
                    MixedChanges.apply(store, at, at);
                }
                position.set(at - 1);
            });
            writer.start();
            for (int i = 0; i < 20; i++) {
                taken = store.snapshots().take(PACK, 2);
            }
            stop.set(true);
            writer.join();
            assertThat(store.digest()).isEqualTo(store.countedDigest());
            assertThat(store.snapshots().list()).hasSize(2).startsWith(taken);
        }
        try (ProfileStore restored = rebuilt(from)) {
            assertThat(restored.position()).isEqualTo(taken.position()).isGreaterThan(500);
            assertThat(restored.digest()).isEqualTo(fresh(taken.position()));
            MixedChanges.apply(restored, taken.position() + 1, position.get());
            assertThat(restored.digest()).isEqualTo(fresh(position.get()));
        }
    }

    @Test
    void beginsBetweenRecordsOnly() throws IOException {
        try (ProfileStore store = open(dir)) {
            MixedChanges.apply(store, 1, 100);
            store.writer().begin();
            store.writer().timers().add(5, Stores.person("c"));
            store.writer().commit(101, 1, false);
            Thread taker = new Thread(() -> store.snapshots().take(PACK, 2));
            taker.start();
            store.writer().skip(101);
            join(taker);

            assertThat(store.snapshots().list()).extracting(Snapshot::position).containsExactly(101L);
        }
    }

    @Test
    void aDamagedOneIsRefusedAndAnOlderOneTaken() throws IOException {
        Path from = dir.resolve("from");
        Path newest;
        Path older;
        try (ProfileStore store = open(from)) {
            MixedChanges.apply(store, 1, 400);
            older = store.snapshots().take(PACK, 2).file();
            MixedChanges.apply(store, 401, 800);
            newest = store.snapshots().take(PACK, 2).file();
        }
        byte[] whole = Files.readAllBytes(newest);
        Random random = new Random(4);
        for (int i = 0; i < 10; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(whole.length)] ^= 16;
            Files.write(newest, flipped);
            requirePosition(from, 400);
            Files.write(newest, Arrays.copyOf(whole, random.nextInt(whole.length)));
            requirePosition(from, 400);
        }
        Files.writeString(newest, "something else, and long enough to have a header of its own");
        assertThatThrownBy(() -> new SnapshotReader(newest).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no snapshot of a profile store");
        Files.write(older, new byte[0]);
        requirePosition(from, 0);
    }

    @Test
    void whatAKilledProcessDidNotFinishIsNoSnapshot() throws IOException {
        try (ProfileStore store = open(dir)) {
            Path unfinished = dir.resolve("snapshots/snapshot-0000000000000000009.new");
            Files.createDirectories(unfinished.getParent());
            Files.writeString(unfinished, "half of it");
            MixedChanges.apply(store, 1, 10);
            store.snapshots().take(PACK, 1);

            assertThat(unfinished).doesNotExist();
            assertThat(store.snapshots().list()).hasSize(1);
        }
    }

    @Test
    void blanksWhatIsHeldUnderAnIdentity() throws IOException {
        Path from = dir.resolve("from");
        Path file;
        try (ProfileStore store = open(from)) {
            MixedChanges.apply(store, 1, 600);
            store.writer()
                    .apply(
                            new Change.Replace(
                                    Stores.person("somebody-to-erase"),
                                    ProfileData.of(java.util.Map.of("text", "a-text-to-erase"))),
                            601,
                            1);
            store.writer().begin();
            store.writer().timers().add(5, Stores.person("somebody-to-erase"));
            store.writer().timers().add(6, Stores.person("somebody-else"));
            store.writer().timers().add(9_000_000, Stores.person("somebody-to-erase"));
            store.writer().commit(602, 1, true);
            file = store.snapshots().take(PACK, 2).file();
            assertThat(latin1(file)).contains("somebody-to-erase", "a-text-to-erase");

            assertThat(store.snapshots().blank(List.of(Stores.person("somebody-to-erase"))))
                    .isEqualTo(3);
            assertThat(store.snapshots().blank(List.of(Stores.person("somebody-to-erase"))))
                    .isZero();
            assertThat(latin1(file)).doesNotContain("to-erase").contains("somebody-else");
        }
        try (ProfileStore restored = rebuilt(from)) {
            assertThat(restored.position()).isEqualTo(602);
            assertThat(restored.find(Stores.person("somebody-to-erase"))).isNull();
            assertThat(restored.writer().timers().firstDue(Long.MAX_VALUE))
                    .isEqualTo(new Timer(6, Stores.person("somebody-else")));
            assertThat(restored.digest()).isEqualTo(restored.countedDigest());
        }
    }

    @Test
    void blankingThatWasBrokenOffIsFinished() throws IOException {
        Path from = dir.resolve("from");
        Path file;
        byte[] before;
        try (ProfileStore store = open(from)) {
            MixedChanges.apply(store, 1, 600);
            file = store.snapshots().take(PACK, 2).file();
            before = Files.readAllBytes(file);
            assertThat(store.snapshots().blank(List.of(Stores.person(MixedChanges.id(599)))))
                    .isPositive();
        }
        byte[] after = Files.readAllBytes(file);
        Path patch = file.resolveSibling(file.getFileName() + ".patch");
        SnapshotPatch.Piece all = new SnapshotPatch.Piece(0, after);
        Files.write(file, before);
        SnapshotPatch.apply(file, List.of(all));
        assertThat(file).hasBinaryContent(after);
        assertThat(patch).doesNotExist();
    }

    private static String latin1(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void requirePosition(Path from, long position) {
        try (ProfileStore restored = rebuilt(from)) {
            assertThat(restored.position()).isEqualTo(position);
        }
    }

    private Digest fresh(long last) {
        try (ProfileStore store = open(dir.resolve("fresh-" + last))) {
            MixedChanges.apply(store, store.position() + 1, last);
            return store.digest();
        }
    }

    private static ProfileStore open(Path dir) {
        return ProfileStore.open(dir, MixedChanges.schema(), OPTIONS, new Metrics());
    }

    private static ProfileStore rebuilt(Path dir) {
        return ProfileStore.rebuild(dir, MixedChanges.schema(), OPTIONS, new Metrics(), (done, total) -> {});
    }
}
