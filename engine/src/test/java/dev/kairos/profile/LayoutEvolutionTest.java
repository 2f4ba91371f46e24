package dev.kairos.profile;

import static dev.kairos.schema.AttributeType.BOOLEAN;
import static dev.kairos.schema.AttributeType.DECIMAL;
import static dev.kairos.schema.AttributeType.INSTANT;
import static dev.kairos.schema.AttributeType.INT;
import static dev.kairos.schema.AttributeType.KEYWORD;
import static dev.kairos.schema.AttributeType.KEYWORDS;
import static dev.kairos.schema.AttributeType.LONG;
import static dev.kairos.schema.AttributeType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutEvolutionTest {

    @TempDir
    Path dir;

    private final Schema first = Schemas.ofPerson(
            Schemas.person("age", INT), Schemas.person("segment", KEYWORD), Schemas.person("name", TEXT));

    @Test
    void addingRemovingAndReorderingKeepTheRest() {
        writeUnder(first, Map.of("age", 42, "segment", "gold", "name", "Ada"));
        Schema second = Schemas.ofPerson(
                Schemas.person("name", TEXT), Schemas.person("vip", BOOLEAN), Schemas.person("age", INT));

        assertThat(readUnder(second)).isEqualTo(Map.of("age", 42, "name", "Ada"));
    }

    @Test
    void anAttributeTakenOutByMistakeComesBack() {
        writeUnder(first, Map.of("age", 42, "segment", "gold", "name", "Ada"));
        readUnder(Schemas.ofPerson(Schemas.person("age", INT)));

        assertThat(readUnder(first)).isEqualTo(Map.of("age", 42, "segment", "gold", "name", "Ada"));
    }

    @Test
    void aRenameKeepsTheValues() {
        writeUnder(first, Map.of("age", 42, "segment", "gold"));
        Schema second = Schemas.ofPerson(Schemas.renamed("years", INT, "age"), Schemas.person("segment", KEYWORD));
        Schema third = Schemas.ofPerson(Schemas.person("years", INT), Schemas.person("segment", KEYWORD));

        assertThat(readUnder(second)).isEqualTo(Map.of("years", 42, "segment", "gold"));
        assertThat(readUnder(second)).isEqualTo(Map.of("years", 42, "segment", "gold"));
        // The rename is on record: it need not be declared for ever.
        assertThat(readUnder(third)).isEqualTo(Map.of("years", 42, "segment", "gold"));
    }

    @Test
    void theOldNameOfARenamedAttributeIsFreeForAnother() {
        writeUnder(first, Map.of("age", 42));
        Schema second = Schemas.ofPerson(Schemas.renamed("years", INT, "age"), Schemas.person("age", KEYWORD));

        assertThat(readUnder(second)).isEqualTo(Map.of("years", 42));
        writeUnder(second, Map.of("years", 43, "age", "bronze"));
        assertThat(readUnder(second)).isEqualTo(Map.of("years", 43, "age", "bronze"));
    }

    @Test
    void refusesAnotherTypeAndSaysHowToDeclareIt() {
        writeUnder(first, Map.of("age", 42));

        assertThatThrownBy(() -> readUnder(Schemas.ofPerson(Schemas.person("age", LONG))))
                .isInstanceOf(StoreException.class)
                .hasMessage("person attribute 'age' is long in the schema, but stored as int: "
                        + "declare 'convertedFrom: int' to have its values converted");
        assertThatThrownBy(() -> readUnder(Schemas.ofPerson(Schemas.converted("segment", INT, KEYWORD))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("keyword cannot be converted to int");
        assertThatThrownBy(() -> readUnder(Schemas.ofPerson(Schemas.converted("age", LONG, KEYWORD))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("convertedFrom: int");
        assertThat(readUnder(first)).isEqualTo(Map.of("age", 42));
    }

    @Test
    void convertsWhereNothingIsLost() {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        requireConverted(INT, 42, LONG, 42L);
        requireConverted(INT, 42, DECIMAL, 42.0);
        requireConverted(LONG, 42L, DECIMAL, 42.0);
        requireConverted(INT, 42, TEXT, "42");
        requireConverted(LONG, -1L, KEYWORD, "-1");
        requireConverted(DECIMAL, 0.5, TEXT, "0.5");
        requireConverted(BOOLEAN, true, KEYWORD, "true");
        requireConverted(INSTANT, at, TEXT, "2026-03-01T10:00:00Z");
        requireConverted(KEYWORD, "gold", TEXT, "gold");
        requireConverted(TEXT, "gold", KEYWORD, "gold");
        requireConverted(KEYWORD, "gold", KEYWORDS, Set.of("gold"));
        requireConverted(TEXT, "x".repeat(256), KEYWORD, "x".repeat(256));
        requireConverted(TEXT, "", KEYWORD, null);
    }

    @Test
    void convertsThroughSeveralLayouts() {
        writeUnder(first, Map.of("age", 42));
        readUnder(Schemas.ofPerson(Schemas.converted("age", LONG, INT)));
        readUnder(Schemas.ofPerson(Schemas.converted("age", DECIMAL, LONG)));

        assertThat(readUnder(Schemas.ofPerson(Schemas.converted("age", TEXT, DECIMAL))))
                .isEqualTo(Map.of("age", "42.0"));
    }

    @Test
    void anUpdateWritesTheConvertedValue() {
        writeUnder(first, Map.of("age", 42, "name", "Ada"));
        Schema second = Schemas.ofPerson(Schemas.converted("name", KEYWORD, TEXT), Schemas.converted("age", LONG, INT));
        try (ProfileStore store = Stores.open(dir, second)) {
            Stores.write(store, new Change.Merge(Stores.person("c"), ProfileData.EMPTY, Set.of()));
            ProfileView view = store.layout().newView(Kind.PERSON);
            store.newReader().readPerson("c", null, view);

            assertThat(Schemas.value(view, "age")).isEqualTo(42L);
            assertThat(Schemas.value(view, "name")).isSameAs("Ada");
        }
    }

    @Test
    void aReloadIsReadByViewsOfBothLayouts() {
        Schema second = Schemas.ofPerson(Schemas.person("name", TEXT), Schemas.converted("age", LONG, INT));
        try (ProfileStore store = Stores.open(dir, first)) {
            Stores.put(store, "old", Map.of("age", 42, "name", "Ada", "segment", "gold"));
            ProfileView before = store.layout().newView(Kind.PERSON);

            store.adopt(second);
            Stores.put(store, "new", Map.of("age", 43L, "name", "Bob"));
            ProfileView after = store.layout().newView(Kind.PERSON);
            ProfileReader reader = store.newReader();

            reader.readPerson("old", null, after);
            assertThat(Schemas.value(after, "age")).isEqualTo(42L);
            reader.readPerson("new", null, before);
            assertThat(Schemas.value(before, "name")).isEqualTo("Bob");
            assertThat(Schemas.value(before, "segment")).isNull();
            // A long need not fit an int: missing, until the old layout's last reader is gone.
            assertThat(Schemas.value(before, "age")).isNull();
            assertThat(store.layout().version()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedReloadLeavesTheLayoutAsItWas() {
        try (ProfileStore store = Stores.open(dir, first)) {
            ProfileLayout before = store.layout();

            assertThatThrownBy(() -> store.adopt(Schemas.ofPerson(Schemas.person("age", TEXT))))
                    .isInstanceOf(StoreException.class);

            assertThat(store.layout()).isSameAs(before);
            assertThat(Stores.put(store, "c", Map.of("age", 1))).isEqualTo(WriteResult.CREATED);
        }
    }

    @Test
    void theSameSchemaMakesNoNewLayout() {
        Stores.open(dir, first).close();
        try (ProfileStore store = Stores.open(dir, first)) {
            assertThat(store.layout().version()).isOne();
            assertThat(store.adopt(first).version()).isOne();
        }
    }

    private void requireConverted(AttributeType from, Object value, AttributeType to, Object expected) {
        String name = from.word() + "To" + to.word() + "Of" + value.toString().length();
        writeUnder(Schemas.ofPerson(Schemas.person(name, from)), Map.of(name, value));
        assertThat(readUnder(Schemas.ofPerson(Schemas.converted(name, to, from)))
                        .get(name))
                .as(name)
                .isEqualTo(expected);
    }

    private void writeUnder(Schema schema, Map<String, ?> attributes) {
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(Stores.put(store, "c", attributes).done()).isTrue();
        }
    }

    private Map<String, Object> readUnder(Schema schema) {
        try (ProfileStore store = Stores.open(dir, schema)) {
            return store.find(Stores.person("c")).attributes();
        }
    }
}
