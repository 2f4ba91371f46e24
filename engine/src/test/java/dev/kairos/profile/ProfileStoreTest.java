package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.catalogue.Outcome;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoreTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();

    @Test
    void keepsAProfileOfEveryTypeOverARestart() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(Stores.put(store, "c-42", ProfileViewTest.full())).isEqualTo(WriteResult.CREATED);
            assertThat(Stores.put(store, "c-43", ProfileData.EMPTY)).isEqualTo(WriteResult.CREATED);
        }

        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(store.find(Stores.person("c-42"))).isEqualTo(ProfileViewTest.full());
            assertThat(store.find(Stores.person("c-43"))).isEqualTo(ProfileData.EMPTY);
            assertThat(store.find(Stores.person("c-44"))).isNull();
            assertThat(store.size()).isEqualTo(4);
        }
    }

    @Test
    void readsIntoAView() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-42", ProfileViewTest.full());
            ProfileView view = store.layout().newView(Kind.PERSON);

            assertThat(store.newReader().readPerson("c-42", null, view)).isTrue();

            assertThat(view.key()).isEqualTo("c-42");
            assertThat(Schemas.value(view, "person_keyword")).isSameAs("gold");
            assertThat(RecordDecoder.decode(view)).isEqualTo(ProfileViewTest.full());
            byte[] raw = new byte[view.rawLength()];
            view.copyRawTo(raw, 0);
            assertThat(store.decode(Kind.PERSON, raw, 0, raw.length)).isEqualTo(ProfileViewTest.full());
        }
    }

    @Test
    void findsNothingForAnUnknownOrImpossibleId() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-42", ProfileViewTest.full());
            ProfileReader reader = store.newReader();
            ProfileView view = store.layout().newView(Kind.PERSON);

            for (String id : List.of("", "c-4", "c-421", "x".repeat(257), "\uD800", "ü".repeat(129))) {
                assertThat(reader.readPerson("c-42", null, view)).isTrue();
                assertThat(reader.readPerson(id, null, view)).as(id).isFalse();
                assertThat(view.isPresent()).isFalse();
                assertThat(reader.readPerson(null, id, view)).isFalse();
            }
            assertThat(reader.readPerson(null, null, view)).isFalse();
            assertThat(store.findByAnonymousId("")).isNull();
        }
    }

    @Test
    void takesIdsOfAnyScriptUpToTheirLimit() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            for (String id : List.of("x", "x".repeat(256), "ü".repeat(128), "😀".repeat(64), "日本", "\u0000", "a/b c")) {
                assertThat(Stores.put(store, id, Map.of("person_text", id))).isEqualTo(WriteResult.CREATED);
                ProfileView view = store.layout().newView(Kind.PERSON);
                assertThat(store.newReader().readPerson(id, null, view)).isTrue();
                assertThat(Schemas.value(view, "person_text")).isEqualTo(id);
            }
        }
    }

    @Test
    void anAnonymousIdLeadsToThePersonWhoClaimedIt() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "ü-42", ProfileViewTest.full());
            ProfileView view = store.layout().newView(Kind.PERSON);

            assertThat(store.newReader().readPerson(null, "a-2", view)).isTrue();

            assertThat(view.key()).isEqualTo("ü-42");
            assertThat(store.findByAnonymousId("a-1")).isEqualTo(ProfileViewTest.full());
        }
    }

    @Test
    void aUserIdWinsOverAnAnonymousId() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-1", Stores.identifiedBy(Map.of("person_int", 1), "a-1"));
            Stores.put(store, "c-2", Map.of("person_int", 2));
            ProfileView view = store.layout().newView(Kind.PERSON);

            store.newReader().readPerson("c-2", "a-1", view);
            assertThat(Schemas.value(view, "person_int")).isEqualTo(2);
            assertThat(store.newReader().readPerson("c-3", "a-1", view)).isFalse();
        }
    }

    @Test
    void readsHouseholdAndCompanyOfAPerson() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-42", ProfileViewTest.full());
            Stores.put(store, "c-43", ProfileData.EMPTY);
            Stores.write(
                    store,
                    new Change.Replace(
                            new ProfileKey(Kind.HOUSEHOLD, "h-7"), ProfileData.of(Map.of("household_int", 4))));
            ProfileReader reader = store.newReader();
            ProfileView person = store.layout().newView(Kind.PERSON);
            ProfileView household = store.layout().newView(Kind.HOUSEHOLD);
            ProfileView company = store.layout().newView(Kind.COMPANY);

            reader.readPerson("c-42", null, person);
            assertThat(reader.readHouseholdOf(person, household)).isTrue();
            assertThat(household.key()).isEqualTo("h-7");
            assertThat(Schemas.value(household, "household_int")).isEqualTo(4);
            assertThat(reader.readCompanyOf(person, company)).isFalse();
            assertThat(company.isPresent()).isFalse();

            reader.readPerson("c-43", null, person);
            assertThat(reader.readHouseholdOf(person, household)).isFalse();
            assertThat(household.isPresent()).isFalse();
        }
    }

    @Test
    void aVisitorsOwnProfileGoesToThePersonWhoClaimsTheId() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Contact seen = new Contact("x", Outcome.IMPRESSION, AT, 1);
            ProfileData visitor = new ProfileData(
                    Map.of("person_int", 1, "person_text", "visitor"),
                    null,
                    null,
                    Set.of(),
                    Map.of("marketing", new Consent(false, AT.plusSeconds(1)), "ads", new Consent(true, AT)),
                    List.of(seen));
            assertThat(Stores.write(store, new Change.Merge(Stores.visitor("a-9"), visitor, Set.of())))
                    .isEqualTo(WriteResult.CREATED);
            assertThat(store.findByAnonymousId("a-9")).isEqualTo(visitor);
            ProfileData person = new ProfileData(
                    Map.of("person_text", "person"),
                    null,
                    null,
                    Set.of("a-9"),
                    Map.of("marketing", new Consent(true, AT), "ads", new Consent(false, AT)),
                    List.of(seen));

            assertThat(Stores.put(store, "c-9", person)).isEqualTo(WriteResult.CREATED);

            ProfileData whole = store.find(Stores.person("c-9"));
            assertThat(whole.attributes()).isEqualTo(Map.of("person_int", 1, "person_text", "person"));
            assertThat(whole.consent())
                    .isEqualTo(
                            Map.of("marketing", new Consent(false, AT.plusSeconds(1)), "ads", new Consent(false, AT)));
            assertThat(whole.contacts()).containsExactly(new Contact("x", Outcome.IMPRESSION, AT, 2));
            assertThat(store.findByAnonymousId("a-9")).isEqualTo(whole);
            // The person as a whole, the link, and what each of the two has told.
            assertThat(store.size()).isEqualTo(4);
        }
    }

    @Test
    void anAnonymousIdMovesToThePersonWhoClaimsItLast() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-1", Stores.identifiedBy(Map.of("person_int", 1), "a-1", "a-2"));
            Stores.put(store, "c-2", Stores.identifiedBy(Map.of("person_int", 2), "a-1"));

            assertThat(store.find(Stores.person("c-1")).anonymousIds()).containsExactly("a-2");
            assertThat(store.findByAnonymousId("a-1").attributes()).containsEntry("person_int", 2);
            assertThat(store.findByAnonymousId("a-2").attributes()).containsEntry("person_int", 1);
        }
    }

    @Test
    void aChangeToAClaimedAnonymousIdGoesToThePerson() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-1", Stores.identifiedBy(Map.of("person_int", 1), "a-1"));

            Stores.write(
                    store,
                    new Change.Merge(Stores.visitor("a-1"), ProfileData.of(Map.of("person_long", 7L)), Set.of()));

            assertThat(store.find(Stores.person("c-1")).attributes())
                    .isEqualTo(Map.of("person_int", 1, "person_long", 7L));
        }
    }

    @Test
    void mergesAPatch() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-42", ProfileViewTest.full());
            ProfileData patch = new ProfileData(
                    Map.of("person_int", 43, "person_keyword", "silver"),
                    null,
                    "emca",
                    Set.of("a-3"),
                    Map.of("marketing", new Consent(false, AT)),
                    List.of(new Contact("y", Outcome.CLICK, AT, 1)));
            Set<String> removed = Set.of(
                    "person_text",
                    "person_int",
                    Change.Merge.HOUSEHOLD,
                    Change.Merge.ANONYMOUS_ID + "a-1",
                    Change.Merge.CONSENT + "profiling",
                    Change.Merge.CONTACTS);

            assertThat(Stores.write(store, new Change.Merge(Stores.person("c-42"), patch, removed)))
                    .isEqualTo(WriteResult.UPDATED);

            ProfileData now = store.find(Stores.person("c-42"));
            assertThat(now.attributes())
                    .containsEntry("person_int", 43)
                    .containsEntry("person_keyword", "silver")
                    .containsEntry("person_boolean", true)
                    .doesNotContainKey("person_text");
            assertThat(now.household()).isNull();
            assertThat(now.company()).isEqualTo("emca");
            assertThat(now.anonymousIds()).containsExactlyInAnyOrder("a-2", "a-3");
            assertThat(now.consent()).isEqualTo(Map.of("marketing", new Consent(false, AT)));
            assertThat(now.contacts()).isEqualTo(patch.contacts());
            assertThat(store.findByAnonymousId("a-1")).isNull();
        }
    }

    @Test
    void erasesAProfileWithItsLinks() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-42", ProfileViewTest.full());

            assertThat(Stores.write(store, new Change.Erase(Stores.person("c-42"))))
                    .isEqualTo(WriteResult.ERASED);

            assertThat(store.size()).isZero();
            assertThat(store.find(Stores.person("c-42"))).isNull();
            assertThat(store.findByAnonymousId("a-1")).isNull();
            assertThat(Stores.write(store, new Change.Erase(Stores.person("c-42"))))
                    .isEqualTo(WriteResult.NOT_FOUND);
        }
    }

    @Test
    void erasingAClaimedAnonymousIdTakesItFromThePerson() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            Stores.put(store, "c-1", Stores.identifiedBy(Map.of("person_int", 1), "a-1", "a-2"));

            assertThat(Stores.write(store, new Change.Erase(Stores.visitor("a-1"))))
                    .isEqualTo(WriteResult.ERASED);

            assertThat(store.find(Stores.person("c-1")).anonymousIds()).containsExactly("a-2");
            assertThat(store.findByAnonymousId("a-1")).isNull();
        }
    }

    @Test
    void refusesWhatARecordCannotHold() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(Stores.put(store, "c", Map.of("nonsense", 1))).isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("household_int", 1))).isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("page", "x"))).isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("person_int", "1"))).isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("person_long", 1))).isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("person_keywords", Set.of(1))))
                    .isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("person_keyword", "x".repeat(257))))
                    .isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Map.of("person_text", "x".repeat(257))))
                    .isEqualTo(WriteResult.TOO_LARGE);
            assertThat(Stores.put(store, "c", Stores.identifiedBy(Map.of(), "")))
                    .isEqualTo(WriteResult.INVALID);
            assertThat(Stores.put(store, "c", Stores.identifiedBy(Map.of(), "x".repeat(257))))
                    .isEqualTo(WriteResult.INVALID);
            assertThat(Stores.write(
                            store,
                            new Change.Replace(
                                    new ProfileKey(Kind.HOUSEHOLD, "h"), Stores.identifiedBy(Map.of(), "a"))))
                    .isEqualTo(WriteResult.INVALID);
            assertThat(store.size()).isZero();
        }
    }

    @Test
    void refusesAProfileLargerThanTheStoreTakes() {
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            contacts.add(new Contact("action-" + i, Outcome.CLICK, AT, 1));
        }
        ProfileData large = new ProfileData(Map.of(), null, null, Set.of(), Map.of(), contacts);
        StoreOptions small = new StoreOptions(100, 100, 600, 1_000, 1_000);

        try (ProfileStore store = ProfileStore.open(dir, schema, small, new Metrics())) {
            assertThat(Stores.put(store, "c", large)).isEqualTo(WriteResult.TOO_LARGE);
            assertThat(Stores.put(store, "c", Map.of("person_int", 1))).isEqualTo(WriteResult.CREATED);
        }
    }

    @Test
    void refusesWordsBeyondTheDictionary() {
        StoreOptions small = new StoreOptions(100, 0, 4_096, 2, 1_000);

        try (ProfileStore store = ProfileStore.open(dir, schema, small, new Metrics())) {
            assertThat(Stores.put(store, "1", Map.of("person_keyword", "a"))).isEqualTo(WriteResult.CREATED);
            assertThat(Stores.put(store, "2", Map.of("person_keyword", "b"))).isEqualTo(WriteResult.CREATED);
            assertThat(Stores.put(store, "3", Map.of("person_keyword", "c"))).isEqualTo(WriteResult.DICTIONARY_FULL);
            assertThat(Stores.put(store, "3", Map.of("person_keyword", "a"))).isEqualTo(WriteResult.CREATED);
        }
    }

    @Test
    void refusesASecondOpening() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            assertThat(store.size()).isZero();
            assertThatThrownBy(() -> Stores.open(dir, schema))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(dir.toString());
        }
        Stores.open(dir, schema).close();
    }

    @Test
    void hasWhatWasWrittenWhenOpenedAgain() {
        ProfileStore store = Stores.open(dir, schema);
        for (int i = 0; i < 100; i++) {
            assertThat(Stores.put(store, "c-" + i, ProfileData.EMPTY)).isEqualTo(WriteResult.CREATED);
        }

        store.close();

        assertThatThrownBy(() -> store.find(Stores.person("c"))).isInstanceOf(StoreException.class);
        store.close();
        try (ProfileStore again = Stores.open(dir, schema)) {
            assertThat(again.size()).isEqualTo(100);
        }
    }

    @Test
    void countsWritesAndShowsItsFill() {
        Metrics metrics = new Metrics();
        try (ProfileStore store = ProfileStore.open(dir, schema, StoreOptions.ofCapacity(10), metrics)) {
            Stores.put(store, "c", ProfileData.EMPTY);
            Stores.put(store, "c", ProfileData.EMPTY);

            assertThat(metrics.counter(Metric.PROFILE_WRITES, "created").sum()).isOne();
            assertThat(metrics.counter(Metric.PROFILE_WRITES, "updated").sum()).isOne();
            assertThat(store.fill()).isEqualTo(0.1);
            assertThat(new String(metrics.exposition(), StandardCharsets.UTF_8))
                    .contains("kairos_profiles 1.0")
                    .contains("kairos_profile_store_fill_ratio 0.1");
        }
    }

    @Test
    void keepsItsCapacityWhateverIsAskedForLater() {
        Stores.open(dir, schema, 10).close();

        try (ProfileStore store = Stores.open(dir, schema, 20)) {
            assertThat(store.capacity()).isEqualTo(10);
        }
    }

    @Test
    void refusesALayoutThatDoesNotFitAndStaysUsable() {
        Schema longs = Schemas.ofPerson(Schemas.person("age", AttributeType.LONG));
        Schema ints = Schemas.ofPerson(Schemas.person("age", AttributeType.INT));
        Stores.open(dir, longs).close();

        assertThatThrownBy(() -> Stores.open(dir, ints))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'age' is int in the schema, but stored as long");
        Stores.open(dir, longs).close();
    }
}
