package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kairos.metrics.Metrics;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FullStoreTest {

    private static final long T = 1_700_000_000_000L;

    private static final int LARGE = 16_000;

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofPerson(
            Schemas.person("age", AttributeType.INT),
            new Attribute("note", Scope.PERSON, AttributeType.TEXT, "note", LARGE, null, null, false));

    @Test
    void refusesNewProfilesAndKeepsTheRest() {
        try (ProfileStore store = Stores.open(dir, schema, 10)) {
            for (int i = 0; i < 10; i++) {
                assertThat(Stores.put(store, "c-" + i, Map.of("age", i))).isEqualTo(WriteResult.CREATED);
            }

            assertThat(Stores.put(store, "one too many", Map.of("age", 1))).isEqualTo(WriteResult.STORE_FULL);
            assertThat(Stores.put(store, "c-1", Map.of("age", 101))).isEqualTo(WriteResult.UPDATED);
            assertThat(Stores.put(store, "c-2", Map.of("note", "x".repeat(1_000))))
                    .isEqualTo(WriteResult.UPDATED);
            assertThat(Stores.put(store, "c-3", Stores.identifiedBy(Map.of(), "a")))
                    .isEqualTo(WriteResult.STORE_FULL);

            assertThat(store.fill()).isEqualTo(1.0);
            assertThat(store.find(Stores.person("one too many"))).isNull();
            assertThat(store.find(Stores.person("c-3")).attributes()).isEqualTo(Map.of("age", 3));
            assertThat(Stores.write(store, new Change.Erase(Stores.person("c-0"))))
                    .isEqualTo(WriteResult.ERASED);
            assertThat(Stores.put(store, "now there is room", Map.of("age", 1))).isEqualTo(WriteResult.CREATED);
        }
    }

    @Test
    void takesWakeUpsOfThoseWhoAreInIt() {
        try (ProfileStore store = Stores.open(dir, schema, 2)) {
            Stores.put(store, "c-1", Map.of("age", 1));
            Stores.put(store, "c-2", Map.of("age", 2));
            StoreWriter writer = store.writer();

            writer.begin();
            writer.timers().add(T, Stores.person("c-1"));
            assertThat(writer.commit(writer.position() + 1, T, true)).isNull();

            assertThat(writer.timers().firstDue(T)).isEqualTo(new Timer(T, Stores.person("c-1")));
            assertThat(Stores.put(store, "c-3", Map.of("age", 3))).isEqualTo(WriteResult.STORE_FULL);
        }
    }

    @Test
    void aWakeUpThatIsRefusedIsTriedAgainLater() {
        Schema words = Schemas.ofPerson(Schemas.person("word", AttributeType.KEYWORD));
        StoreOptions narrow = new StoreOptions(100, 0, 4_096, 1, 1_000);
        try (ProfileStore store = ProfileStore.open(dir, words, narrow, new Metrics())) {
            Stores.put(store, "c-1", Map.of("word", "known"));
            StoreWriter writer = store.writer();
            writer.begin();
            writer.timers().add(T, Stores.person("c-1"));
            writer.commit(writer.position() + 1, T, true);

            for (int hour = 0; hour < 3; hour++) {
                long dueMs = T + Duration.ofHours(hour).toMillis();
                Timer due = new Timer(dueMs, Stores.person("c-1"));
                assertThat(writer.timers().firstDue(dueMs - 1)).isNull();
                assertThat(writer.timers().firstDue(dueMs)).isEqualTo(due);

                Update update = writer.wakeUp(due, writer.position() + 1);
                update.person("c-1", null, dueMs, "time").set("word", "one too many", dueMs);
                assertThat(update.commit().done()).isTrue();
            }

            assertThat(store.find(Stores.person("c-1")).attributes()).isEqualTo(Map.of("word", "known"));
        }
    }

    @Test
    void aGrowthThatDoesNotFitLosesNothing() {
        StoreOptions tight = new StoreOptions(1_000, 64, 20_000, 100, 1_000);
        Map<String, Map<String, Object>> kept = new HashMap<>();
        int refused = 0;
        try (ProfileStore store = ProfileStore.open(dir, schema, tight, new Metrics())) {
            for (int i = 0; i < 1_000; i++) {
                Map<String, Object> small = Map.of("age", i, "note", "");
                if (Stores.put(store, "c-" + i, small).done()) {
                    kept.put("c-" + i, small);
                }
            }
            for (int i = 0; i < 1_000; i++) {
                Map<String, Object> large = Map.of("age", -i, "note", "x".repeat(LARGE - i));
                WriteResult result = Stores.put(store, "c-" + i, large);
                assertThat(result).isIn(WriteResult.UPDATED, WriteResult.STORE_FULL);
                if (result.done()) {
                    kept.put("c-" + i, large);
                } else {
                    refused++;
                }
            }
            assertThat(refused).isPositive();
            assertThat(store.fill()).isGreaterThan(0.95);
            // What needs no more room is still written.
            assertThat(Stores.put(store, "c-999", Map.of("age", 5))).isEqualTo(WriteResult.UPDATED);
            kept.put("c-999", Map.of("age", 5));
            requireAll(store, kept);
        }
        try (ProfileStore store = ProfileStore.open(dir, schema, tight, new Metrics())) {
            requireAll(store, kept);
        }
    }

    @Test
    void warnsOnceAtEachLevel() {
        Logger logger = (Logger) LoggerFactory.getLogger(FillWatch.class);
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        logger.addAppender(warnings);
        logger.setAdditive(false);
        try (ProfileStore store = Stores.open(dir, schema, 100)) {
            for (int i = 0; i < 79; i++) {
                Stores.put(store, "c-" + i, Map.of());
            }
            assertThat(warnings.list).isEmpty();
            for (int i = 79; i < 94; i++) {
                Stores.put(store, "c-" + i, Map.of());
            }
            assertThat(warnings.list).hasSize(1);
            for (int i = 94; i < 120; i++) {
                Stores.put(store, "c-" + i, Map.of());
            }
            assertThat(warnings.list).hasSize(2).allMatch(event -> event.getLevel() == Level.WARN);
            assertThat(warnings.list.get(1).getFormattedMessage()).contains("95 % full", "kairos resize");
        } finally {
            logger.detachAppender(warnings);
            logger.setAdditive(true);
        }
    }

    private static void requireAll(ProfileStore store, Map<String, Map<String, Object>> kept) {
        kept.forEach((id, attributes) ->
                assertThat(store.find(Stores.person(id)).attributes()).as(id).isEqualTo(attributes));
    }
}
