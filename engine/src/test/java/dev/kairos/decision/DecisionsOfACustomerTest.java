package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.journal.BlankProgress;
import dev.kairos.journal.ErasedRecords;
import dev.kairos.journal.Erasure;
import dev.kairos.journal.PartitionKey;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DecisionsOfACustomerTest {

    private static final long T0 = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path data;

    private final AtomicLong nowMs = new AtomicLong(T0);
    private final DecisionRecordEncoder encoder = new DecisionRecordEncoder();
    private DecisionLog log;
    private DecisionLog.Writer writer;

    @BeforeEach
    void openLog() {
        log = DecisionLog.open(
                data, DecisionLogSettings.DEFAULT, new Metrics(), () -> Instant.ofEpochMilli(nowMs.get()));
        writer = log.newWriter();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void findsThoseOfAllItsIdsNewestFirst() {
        List<UUID> own = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            if (i % 20 == 0) {
                log.flush();
                nowMs.addAndGet(HOUR / 3);
            }
            nowMs.incrementAndGet();
            switch (i % 6) {
                case 0 -> own.add(0, offer("c-1", null, i));
                case 1 -> own.add(0, offer("c-1", "a-2", i));
                case 2 -> own.add(0, offer(null, "a-1", i));
                case 3 -> offer("c-2", "a-1", i);
                case 4 -> offer(null, "c-1", i);
                default -> offer("a-1", null, i);
            }
        }
        LongPredicate keys = keys(PartitionKey.of('p', "c-1"), PartitionKey.of('a', "a-1"));

        assertThat(ids(log.recent(keys, 0, 1_000))).isEqualTo(own);
        assertThat(log.recent(keys, 0, 1_000).sinceMs()).isLessThanOrEqualTo(T0);
        assertThat(ids(log.recent(keys, 0, 7))).isEqualTo(own.subList(0, 7));
        assertThat(log.recent(keys, 0, 7).sinceMs()).isGreaterThan(T0);
        assertThat(log.recent(keys, 0, 0).decisions()).isEmpty();
        assertThat(log.recent(keys(1), 0, 10).decisions()).isEmpty();
        long since = nowMs.get() - 2 * HOUR;
        assertThat(ids(log.recent(keys, since, 1_000)))
                .isEqualTo(own.stream()
                        .filter(id -> id.getMostSignificantBits() >>> 16 >= since)
                        .toList());
    }

    @Test
    void erasesThoseOfAllItsIdsAlsoWhatWasOfferedJustNow() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            nowMs.addAndGet(HOUR / 500);
            offer("mark-user", i % 2 == 0 ? "mark-anonymous" : null, i);
            offer(null, "mark-anonymous", 10_000 + i);
            offer("c-other", null, 20_000 + i);
        }
        UUID last = offer("mark-user", null, 90_000);
        ErasedRecords marked = new ErasedRecords(List.of(new Erasure(
                1, nowMs.get(), List.of(PartitionKey.of('p', "mark-user"), PartitionKey.of('a', "mark-anonymous")))));

        assertThat(log.erase(marked, BlankProgress.NONE)).isTrue();

        assertThat(log.find(last)).isEmpty();
        assertThat(log.recent(keys(PartitionKey.of('p', "mark-user")), 0, 10).decisions())
                .isEmpty();
        assertThat(log.recent(keys(PartitionKey.of('p', "c-other")), 0, 3_000).decisions())
                .hasSize(2_000);
        log.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("mark-");
            }
        }
    }

    @Test
    void erasesNothingOnceItIsClosed() {
        log.close();
        assertThat(log.erase(new ErasedRecords(List.of()), BlankProgress.NONE)).isFalse();
    }

    private static LongPredicate keys(long... keys) {
        return key -> java.util.Arrays.stream(keys).anyMatch(one -> one == key);
    }

    private static List<UUID> ids(RecentDecisions found) {
        return found.decisions().stream().map(DecisionRecord::id).toList();
    }

    private UUID offer(@Nullable String userId, @Nullable String anonymousId, long number) {
        UUID id = SamplePack.id(nowMs.get(), number);
        assertThat(writer.offer(encoder.begin(
                                SamplePack.NAMES,
                                id.getMostSignificantBits(),
                                id.getLeastSignificantBits(),
                                nowMs.get())
                        .userId(userId)
                        .anonymousId(anonymousId)
                        .channel("web")
                        .context(1, "mark-page".substring(userId == null || userId.equals("mark-user") ? 0 : 5))
                        .end()))
                .isTrue();
        return id;
    }
}
