package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large store that was closed in order is used at once, and checked while it is. */
class AuditTest {

    private static final StoreOptions OPTIONS =
            StoreOptions.ofCapacity(MixedChanges.CAPACITY).withCheckedFirst(0);

    @TempDir
    Path dir;

    @Test
    void aStoreThatWasClosedInOrderIsBelievedAndFoundWhole() {
        Digest digest = make(1_500);

        try (ProfileStore store = open()) {
            assertThat(store.needsAudit()).isTrue();
            assertThat(store.digest()).isEqualTo(digest);
            store.audit(0);
            assertThat(store.needsAudit()).isFalse();
            // With its wake-ups, which nobody has searched the entries for.
            MixedChanges.apply(store, 1_501, 3_000);
            assertThat(store.digest()).isEqualTo(store.countedDigest());
        }
        Path other = dir.resolve("other");
        try (ProfileStore straight = Stores.open(other, MixedChanges.schema(), MixedChanges.CAPACITY)) {
            MixedChanges.apply(straight, 1, 3_000);
            try (ProfileStore store = open()) {
                assertThat(store.digest()).isEqualTo(straight.digest());
            }
        }
    }

    @Test
    void countsRightWhileTheWriterGoesOn() throws InterruptedException {
        make(1_000);
        try (ProfileStore store = open()) {
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch writing = new CountDownLatch(1);
            long first = store.position() + 1;
            Thread writer = new Thread(() -> {
                for (long at = first; !stop.get(); at++) {
                    MixedChanges.apply(store, at, at);
                    writing.countDown();
                }
            });
            writer.start();
            writing.await();
            for (int i = 0; i < 20; i++) {
                store.audit(0);
            }
            stop.set(true);
            writer.join();

            assertThat(store.needsAudit()).isFalse();
            assertThat(store.digest()).isEqualTo(store.countedDigest());
        }
    }

    @Test
    void damageStopsTheWriterAndHasTheNextStartMakeItAnew() throws IOException {
        make(1_500);
        flipBitOfAnEntry();

        try (ProfileStore store = open()) {
            assertThatThrownBy(() -> store.audit(0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged");
            long next = store.position() + 1;
            assertThat(store.writer().apply(new Change.Erase(Stores.person("c-1")), next, 1))
                    .isEqualTo(WriteResult.FAILED);
        }
        assertThat(openResult(OPTIONS)).isInstanceOf(OpenResult.MustRebuild.class);
    }

    @Test
    void randomDamageIsFoundOrDoesNotMatter() throws IOException {
        Digest digest = make(1_500);
        Random random = new Random(8);
        for (int i = 0; i < 15; i++) {
            Path copy = Stores.asIfKilled(dir.resolve("store"), dir.resolve("flipped-" + i));
            try (RandomAccessFile file = new RandomAccessFile(map(copy).toFile(), "rw")) {
                long at = Math.floorMod(random.nextLong(), file.length());
                file.seek(at);
                int was = file.read();
                file.seek(at);
                file.write(was ^ 1 << random.nextInt(8));
            }
            OpenResult result =
                    ProfileStore.open(ProfileStore.NO_JOURNAL, copy, MixedChanges.schema(), OPTIONS, new Metrics());
            if (result instanceof OpenResult.Opened opened) {
                auditedOrRefused(opened.store(), digest);
            }
        }
    }

    private static void auditedOrRefused(ProfileStore opened, Digest digest) {
        try (ProfileStore store = opened) {
            store.audit(0);
            assertThat(store.countedDigest()).isEqualTo(digest);
        } catch (StoreException damaged) {
            assertThat(damaged).hasMessageContaining("damaged");
        }
    }

    @Test
    void isCheckedFirstWhenItIsSmall() {
        make(500);

        try (ProfileStore small = opened(OPTIONS.withCheckedFirst(10_000))) {
            assertThat(small.needsAudit()).isFalse();
        }
    }

    @Test
    void isAuditedAnewAfterARunThatWasTooShortForIt() throws IOException {
        Digest digest = make(500);
        open().close();

        try (ProfileStore again = open()) {
            assertThat(again.needsAudit()).isTrue();
            again.audit(0);
            assertThat(again.countedDigest()).isEqualTo(digest);
        }
        flipBitOfAnEntry();
        open().close();

        try (ProfileStore damaged = open()) {
            assertThatThrownBy(() -> damaged.audit(0)).hasMessageContaining("damaged");
        }
    }

    @Test
    void isCheckedFirstWhenTheMachineWasStartedInBetween() throws IOException {
        make(500);
        Files.writeString(dir.resolve("store/open"), "another boot");

        try (ProfileStore store = open()) {
            assertThat(store.needsAudit()).isFalse();
        }
    }

    @Test
    void isCheckedFirstWhenItsWakeUpsCannotBeRead() throws IOException {
        Digest digest = make(500);
        Path file = dir.resolve("store/wake-ups");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            if (damaged.length == whole.length) {
                damaged[random.nextInt(whole.length)] ^= 8;
            }
            requireCheckedFirst(file, damaged, digest);
        }
        requireCheckedFirst(
                file,
                "anything else, and longer than a head would be ".repeat(9).getBytes(StandardCharsets.UTF_8),
                digest);
        byte[] huge = whole.clone();
        ByteBuffer.wrap(huge).putInt(64, Integer.MAX_VALUE);
        requireCheckedFirst(file, huge, digest);
    }

    private void requireCheckedFirst(Path file, byte[] content, Digest digest) throws IOException {
        Files.write(file, content);
        try (ProfileStore store = open()) {
            assertThat(store.needsAudit()).isFalse();
            assertThat(store.digest()).isEqualTo(digest);
        }
    }

    private Digest make(int changes) {
        try (ProfileStore store = open()) {
            MixedChanges.apply(store, 1, changes);
            return store.digest();
        }
    }

    private ProfileStore open() {
        return opened(OPTIONS);
    }

    private ProfileStore opened(StoreOptions options) {
        return ((OpenResult.Opened) openResult(options)).store();
    }

    private OpenResult openResult(StoreOptions options) {
        return ProfileStore.open(
                ProfileStore.NO_JOURNAL, dir.resolve("store"), MixedChanges.schema(), options, new Metrics());
    }

    private void flipBitOfAnEntry() throws IOException {
        Path map = map(dir.resolve("store"));
        byte[] bytes = Files.readAllBytes(map);
        byte[] text = "xxxxxxxxxxxxxxxx".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length - text.length; at++) {
            if (Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
                try (RandomAccessFile file = new RandomAccessFile(map.toFile(), "rw")) {
                    file.seek(at);
                    file.write('y');
                }
                return;
            }
        }
        throw new IllegalStateException("no text in the map");
    }

    private static Path map(Path store) {
        return store.resolve("profiles-1.map");
    }
}
