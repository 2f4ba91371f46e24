package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.journal.AppendQueueOptions.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AppendQueueTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));

    @TempDir
    Path dir;

    private Journal journal;

    @BeforeEach
    void openJournal() {
        journal = Journal.open(dir, new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, 0));
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void tellsEachSubmitterItsPositionAndKeepsTheOrderOfEach(Durability durability) throws Exception {
        int threads = 4;
        int each = 500;
        Map<Long, Long> told = new ConcurrentHashMap<>();
        try (AppendQueue queue = AppendQueue.open(journal, new AppendQueueOptions(1 << 20, 4096, durability), CLOCK)) {
            List<Thread> submitters = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                long first = (long) t * each;
                submitters.add(new Thread(() -> {
                    for (long i = first; i < first + each; i++) {
                        long number = i;
                        submit(queue, number, position -> told.put(number, position));
                    }
                }));
            }
            submitters.forEach(Thread::start);
            for (Thread submitter : submitters) {
                submitter.join();
            }
        }

        Map<Long, Long> found = new HashMap<>();
        long[] lastOfThread = new long[threads];
        java.util.Arrays.fill(lastOfThread, -1);
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                long number = ByteBuffer.wrap(cursor.bytes()).getLong();
                assertThat(cursor.partitionKey()).isEqualTo(number);
                assertThat(cursor.timeMs()).isEqualTo(CLOCK.millis());
                assertThat(number).isGreaterThan(lastOfThread[(int) number / each]);
                lastOfThread[(int) number / each] = number;
                found.put(number, cursor.position());
            }
        }
        assertThat(found).hasSize(threads * each).isEqualTo(told);
    }

    @Test
    void acknowledgesOnlyWhatTheDiskHasConfirmedWhenAskedTo() {
        CheckedJournal checked = new CheckedJournal(journal);
        List<Boolean> flushedWhenTold = new ArrayList<>();
        try (AppendQueue queue =
                AppendQueue.open(checked, new AppendQueueOptions(1 << 20, 64, Durability.FLUSHED), CLOCK)) {
            for (int i = 0; i < 50; i++) {
                submit(queue, i, position -> flushedWhenTold.add(checked.flushedTo >= position));
            }
        }

        assertThat(flushedWhenTold).hasSize(50).containsOnly(true);
    }

    @Test
    void refusesWhatDoesNotFitAndTakesMoreWhenThereIsRoomAgain() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CheckedJournal held = new CheckedJournal(journal);
        held.before = () -> await(go);
        try (AppendQueue queue =
                AppendQueue.open(held, new AppendQueueOptions(3 * (8 + 64), 64, Durability.WRITTEN), CLOCK)) {
            CountDownLatch done = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                assertThat(queue.submit(i, new byte[8], told(position -> done.countDown())))
                        .isTrue();
            }

            assertThat(queue.submit(3, new byte[0], told(position -> {}))).isFalse();
            assertThat(queue.waitingBytes()).isEqualTo(3 * (8 + 64));
            go.countDown();
            done.await();
            submit(queue, 4, position -> {});
        }
        assertThat(count()).isEqualTo(4);
    }

    @Test
    void refusesMoreRecordsThanItHasPlacesFor() {
        CountDownLatch go = new CountDownLatch(1);
        CheckedJournal held = new CheckedJournal(journal);
        held.before = () -> await(go);
        int taken = 0;
        try (AppendQueue queue =
                AppendQueue.open(held, new AppendQueueOptions(1 << 20, 16, Durability.WRITTEN), CLOCK)) {
            while (queue.submit(0, new byte[8], told(position -> {}))) {
                taken++;
            }
            go.countDown();
        }
        assertThat(taken).isBetween(16, 32);
        assertThat(count()).isEqualTo(taken);
    }

    @Test
    void tellsAllThatWaitWhenARecordCannotBeAppendedAndGoesOnLater() throws Exception {
        CheckedJournal full = new CheckedJournal(journal);
        full.before = () -> {
            throw new JournalException("the disk has 3 bytes left: make room");
        };
        try (AppendQueue queue = AppendQueue.open(full, AppendQueueOptions.DEFAULT, CLOCK)) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> append(queue)).hasCauseInstanceOf(JournalException.class);
            }
            full.before = () -> {};
            assertThat(append(queue)).isEqualTo(journal.lastPosition());
            assertThat(queue.failure()).isNull();
        }
        assertThat(count()).isOne();
    }

    @Test
    void takesNothingMoreOnceTheDiskHasNotConfirmed() throws Exception {
        CheckedJournal broken = new CheckedJournal(journal);
        broken.onFlush = () -> {
            throw new JournalException("the disk did not confirm");
        };
        try (AppendQueue queue =
                AppendQueue.open(broken, new AppendQueueOptions(1 << 20, 64, Durability.FLUSHED), CLOCK)) {
            assertThatThrownBy(() -> append(queue)).hasMessageContaining("did not confirm");
            broken.onFlush = () -> {};

            assertThat(queue.submit(0, new byte[1], told(position -> {}))).isFalse();
            assertThat(queue.failure()).hasMessageContaining("did not confirm");
        }
    }

    @Test
    void tellsEachOnceWhenTheJournalIsClosedUnderneath() throws Exception {
        try (AppendQueue queue = AppendQueue.open(journal, AppendQueueOptions.DEFAULT, CLOCK)) {
            append(queue);
            journal.close();

            assertThatThrownBy(() -> append(queue)).hasMessageContaining("is closed");
        }
    }

    @Test
    void outlivesAListenerThatThrows() throws Exception {
        try (AppendQueue queue = AppendQueue.open(journal, AppendQueueOptions.DEFAULT, CLOCK)) {
            submit(queue, 1, position -> {
                throw new IllegalStateException("thrown by the test");
            });
            submit(queue, 2, position -> {
                throw new AssertionError("thrown by the test");
            });
            assertThat(append(queue)).isEqualTo(journal.lastPosition());
        }
    }

    @Test
    void drainsWhenClosedAndThenRefuses() {
        AtomicInteger told = new AtomicInteger();
        AppendQueue queue = AppendQueue.open(journal, AppendQueueOptions.DEFAULT, CLOCK);
        for (int i = 0; i < 5_000; i++) {
            submit(queue, i, position -> told.incrementAndGet());
        }
        queue.close();
        queue.close();

        assertThat(told).hasValue(5_000);
        assertThat(count()).isEqualTo(5_000);
        assertThat(queue.submit(0, new byte[1], told(position -> {}))).isFalse();
        assertThat(queue.waitingBytes()).isZero();
    }

    @Test
    void losesNothingThatItTookWhileItIsClosedUnderSubmitters() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicInteger taken = new AtomicInteger();
            AtomicInteger told = new AtomicInteger();
            AppendQueue queue = AppendQueue.open(journal, new AppendQueueOptions(2_000, 16, Durability.WRITTEN), CLOCK);
            Runnable submits = () -> {
                for (int i = 0; i < 50; i++) {
                    if (queue.submit(i, new byte[8], told(position -> told.incrementAndGet()))) {
                        taken.incrementAndGet();
                    }
                }
            };
            Thread one = new Thread(submits);
            Thread other = new Thread(submits);
            one.start();
            other.start();
            queue.close();
            one.join();
            other.join();
            assertThat(told).hasValue(taken.get());
        }
    }

    @Test
    void wakesAfterALongSleep() throws Exception {
        try (AppendQueue queue = AppendQueue.open(journal, AppendQueueOptions.DEFAULT, CLOCK)) {
            for (int i = 0; i < 2_000; i++) {
                assertThat(append(queue)).isEqualTo(journal.lastPosition());
            }
        }
    }

    @Test
    void runsWhatFollowsABatchAfterItsListeners() throws Exception {
        AtomicInteger told = new AtomicInteger();
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        try (AppendQueue queue =
                AppendQueue.open(journal, AppendQueueOptions.DEFAULT, CLOCK, () -> seen.complete(told.get()))) {
            submit(queue, 1, position -> told.incrementAndGet());
            assertThat(seen.get()).isOne();
        }
    }

    @Test
    void refusesARecordThatTheJournalDoesNotTake() {
        try (AppendQueue queue = AppendQueue.open(journal, AppendQueueOptions.DEFAULT, CLOCK)) {
            byte[] tooLong = new byte[journal.maxRecordBytes() + 1];
            assertThatThrownBy(() -> queue.submit(0, tooLong, told(position -> {})))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(queue.waitingBytes()).isZero();
        }
    }

    @Test
    void refusesOptionsWithoutRoom() {
        assertThatThrownBy(() -> new AppendQueueOptions(0, 16, Durability.WRITTEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AppendQueueOptions(100, 1, Durability.WRITTEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private interface Told {
        void at(long position);
    }

    private static AppendListener told(Told told) {
        return new AppendListener() {
            @Override
            public void appended(long position) {
                told.at(position);
            }

            @Override
            public void failed(JournalException cause) {
                throw new AssertionError("not appended", cause);
            }
        };
    }

    /** Tries until there is room. */
    private static void submit(AppendQueue queue, long number, Told told) {
        byte[] record = ByteBuffer.allocate(8).putLong(number).array();
        while (!queue.submit(number, record, told(told))) {
            Thread.onSpinWait();
        }
    }

    private static long append(AppendQueue queue) throws ExecutionException, InterruptedException {
        CompletableFuture<Long> result = new CompletableFuture<>();
        assertThat(queue.submit(0, new byte[8], new AppendListener() {
                    @Override
                    public void appended(long position) {
                        result.complete(position);
                    }

                    @Override
                    public void failed(JournalException cause) {
                        result.completeExceptionally(cause);
                    }
                }))
                .isTrue();
        return result.get();
    }

    private int count() {
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            int count = 0;
            while (cursor.next()) {
                count++;
            }
            return count;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A journal that can be held up, made to fail and asked what it has flushed. */
    private static final class CheckedJournal implements Journal {

        private final Journal journal;
        private volatile Runnable before = () -> {};
        private volatile Runnable onFlush = () -> {};
        private volatile long flushedTo;

        CheckedJournal(Journal journal) {
            this.journal = journal;
        }

        @Override
        public long append(long partitionKey, byte[] bytes, int offset, int length, long timeMs) {
            before.run();
            return journal.append(partitionKey, bytes, offset, length, timeMs);
        }

        @Override
        public long append(RecordBatch batch, long timeMs) {
            return journal.append(batch, timeMs);
        }

        @Override
        public int maxRecordBytes() {
            return journal.maxRecordBytes();
        }

        @Override
        public long lastPosition() {
            return journal.lastPosition();
        }

        @Override
        public long firstPosition() {
            return journal.firstPosition();
        }

        @Override
        public void flush() {
            onFlush.run();
            long last = journal.lastPosition();
            journal.flush();
            flushedTo = last;
        }

        @Override
        public boolean blank(RecordSelector which, BlankProgress progress) {
            return journal.blank(which, progress);
        }

        @Override
        public JournalCursor cursor(long position) {
            return journal.cursor(position);
        }

        @Override
        public JournalCursor cursorAt(long timeMs) {
            return journal.cursorAt(timeMs);
        }

        @Override
        public int retain(long notBeforeMs, long maxBytes, long keepFromPosition) {
            return journal.retain(notBeforeMs, maxBytes, keepFromPosition);
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
