package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRecoveryTest {

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();
    private Path killed;

    @Test
    void recoversWhatWasNotClosedInOrder() throws IOException {
        leaveBehind("first", "last");

        try (ProfileStore store = Stores.open(killed, schema)) {
            assertThat(textOf(store, "first")).isEqualTo("first");
            assertThat(textOf(store, "last")).isEqualTo("last");
            assertThat(store.size()).isEqualTo(2);
            assertThat(Stores.put(store, "next", Map.of())).isEqualTo(WriteResult.CREATED);
        }
        assertThat(killed.resolve("clean")).exists();
    }

    @Test
    void isMarkedCleanOnlyWhileClosedInOrder() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(store.size()).isZero();
            assertThat(dir.resolve("clean")).doesNotExist();
        }
        assertThat(dir.resolve("clean")).exists();
    }

    @Test
    void putsBackTheEntryThatWasTornWhileBeingWritten() throws IOException {
        leaveBehind("first", "the last one written");
        tear("the last one written");

        try (ProfileStore store = Stores.open(killed, schema)) {
            assertThat(textOf(store, "the last one written")).isEqualTo("the last one written");
            assertThat(textOf(store, "first")).isEqualTo("first");
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    void neverServesATornEntry() throws IOException {
        leaveBehind("torn long ago", "last");
        tear("torn long ago");

        assertThatThrownBy(() -> Stores.open(killed, schema))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("1 entries are whole of 2");
    }

    @Test
    void finishesAChangeOfSeveralEntries() throws IOException {
        leaveBehind("first", "last");
        RecordEncoder encoder = new RecordEncoder(1_000);
        encoder.encodeLink(ProfileLayout.of(schema), Identity.user("last"), List.of());
        keepInRedo(key(Kind.ANONYMOUS, "a-1"), encoder.copy(), key(Kind.PERSON, "first"));

        try (ProfileStore store = Stores.open(killed, schema)) {
            assertThat(store.find(Stores.person("first"))).isNull();
            assertThat(store.findByAnonymousId("a-1").attributes()).containsEntry("person_text", "last");
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    void leavesAsideWhatWasNotKeptWhole() throws IOException {
        leaveBehind("first", "last");
        byte[] slot = Files.readAllBytes(killed.resolve("redo"));
        slot[40] ^= 1;
        Files.write(killed.resolve("redo"), slot);

        try (ProfileStore store = Stores.open(killed, schema)) {
            assertThat(textOf(store, "last")).isEqualTo("last");
        }
    }

    @Test
    void saysWhatIsWrongWithItsFiles() throws IOException {
        Stores.open(dir, schema).close();
        Files.writeString(dir.resolve("store.properties"), "capacity=many\n");

        assertThatThrownBy(() -> Stores.open(dir, schema))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("capacity is no number");

        Path file = Files.writeString(dir.resolve("a file"), "");
        assertThatThrownBy(() -> Stores.open(file, schema))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened");
    }

    private void leaveBehind(String... ids) throws IOException {
        killed = dir.resolve("killed");
        try (ProfileStore store = Stores.open(dir.resolve("original"), schema)) {
            for (String id : ids) {
                Stores.put(store, id, Map.of("person_text", id, "person_int", 1));
            }
            Stores.asIfKilled(dir.resolve("original"), killed);
        }
    }

    /** Overwrites a part of the entry, as if the process had been killed before it was written. */
    private void tear(String id) throws IOException {
        Path map = killed.resolve("profiles-1.map");
        byte[] bytes = Files.readAllBytes(map);
        byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
        int torn = 0;
        for (int at = 0; at < bytes.length - wanted.length; at++) {
            boolean isText = bytes[at] == wanted[0]
                    && new String(bytes, at, wanted.length, StandardCharsets.UTF_8).equals(id)
                    && bytes[at - 1] != Kind.PERSON.prefix();
            if (isText) {
                bytes[at] ^= 0x55;
                torn++;
            }
        }
        assertThat(torn).as("places torn").isOne();
        Files.write(map, bytes);
    }

    /** As a process does that is killed right after: one entry to be put, one to be removed. */
    private void keepInRedo(Raw put, byte[] record, Raw removed) throws IOException {
        try (ProfileMap map = ProfileMap.open(killed.resolve("profiles-1.map"), Stores.sizeOf(killed))) {
            Transaction transaction = new Transaction(map);
            transaction.touch(put).put(record, record.length);
            transaction.touch(removed).remove();
            transaction.settle(7);
            StoreState next = new StoreState();
            next.set(StoreMark.open(killed.resolve("position")).state());
            next.sequence++;
            next.position = 7;
            EntryHash hash = new EntryHash();
            hash.of(put, transaction.touch(put).after);
            next.add(hash);
            hash.of(removed, transaction.touch(removed).before);
            next.subtract(hash);
            RedoSlot.open(killed.resolve("redo")).keep(transaction, next);
        }
    }

    private static Raw key(Kind kind, String id) {
        Raw key = new Raw(300);
        key.setKey(kind, id);
        return key;
    }

    private static Object textOf(ProfileStore store, String id) {
        return store.find(Stores.person(id)).attributes().get("person_text");
    }
}
