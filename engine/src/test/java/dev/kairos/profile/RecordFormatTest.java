package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.schema.Counter;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

    /** {@link ProfileViewTest#full()} as it was written when there was only format 1. */
    private static final String FIRST_FORMAT =
            "AQAAAAEAAAAAAAAAAAAAAGIAAwBlAAQAaQACAHMAAgCNAAEA/wAAAABOAAIAVgAMAAEqAAAAAPIFKg"
                    + "EAAAAAAAAAAIAoQEte5aicAQAAAQAAAAIAAABBZGEgTG92ZWxhY2VoLTdhY21lAwBhLTEDAGEtMgQAAAAAS17lqJwBAAADAAAAAUte5aicAQ"
                    + "AABQAAACAOpGkDAAAA";

    private static final String FIRST_LINK = "AQEAAAAAAAAAAAAAAAAAAGMtNDI=";
    private static final Instant AT = Instant.parse("2026-03-01T10:15:30.123Z");

    private final ProfileLayout layout = ProfileLayout.of(Schemas.ofEveryType());

    @Test
    void readsARecordOfTheFirstFormat() {
        for (String word : List.of("gold", "sport", "travel", "marketing", "profiling", "x")) {
            layout.dictionary().codeOrAdd(word);
        }
        byte[] record = Base64.getDecoder().decode(FIRST_FORMAT);
        ProfileView view = layout.newView(Kind.PERSON);

        view.wrap("c-42", record);

        assertThat(contents(view)).isEqualTo(Contents.of(ProfileViewTest.full()));
        assertThat(view.consentEvidence(1)).isEmpty();
        byte[] link = Base64.getDecoder().decode(FIRST_LINK);
        assertThat(LinkRecord.is(link)).isTrue();
        assertThat(LinkRecord.target(link, link.length)).isEqualTo(Identity.user("c-42"));
        assertThat(LinkRecord.links(link, link.length, layout.dictionary()))
                .containsExactly(new Link(Identity.user("c-42"), 0, Link.PROFILE));
    }

    @Test
    void keepsAllThereIs() {
        byte[] record = encode(everything());
        ProfileView view = layout.newView(Kind.PERSON);

        view.wrap("c", record);

        assertThat(contents(view)).isEqualTo(everything());
    }

    @Test
    void sameDataAreTheSameBytes() {
        byte[] record = encode(everything());
        Contents there = everything();
        ProfileData data = there.data();

        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Map<String, Object> attributes = shuffled(data.attributes(), random);
            attributes.replace("person_keywords", Set.of("sport", "travel"));
            History past = data.history();
            History history = new History(
                    shuffled(past.windows(), random),
                    shuffled(past.journeys(), random),
                    past.base(),
                    past.path(),
                    past.seen(),
                    past.dueMs());
            ProfileData same = new ProfileData(
                    attributes, data.belongs(), data.ids(), shuffled(data.consent(), random), data.contacts(), history);
            List<Link> links = new ArrayList<>(there.links());
            Collections.shuffle(links, random);

            assertThat(encode(new Contents(same, there.told(), links, true))).isEqualTo(record);
        }
    }

    @Test
    void keepsTheTimesOfValuesInFewBytes() {
        Map<String, Long> atOnce = Map.of("person_int", 5L, "person_long", 5L);
        ProfileData data = ProfileData.of(Map.of("person_int", 1, "person_long", 1L));
        int without = encode(Contents.of(data)).length;

        assertThat(encode(new Contents(data, atOnce, List.of(), false))).hasSize(without + 11);
        Map<String, Long> oneTakenAway = Map.of("person_int", 5L, "person_long", 5L, "person_text", 6L);
        Contents taken = new Contents(data, oneTakenAway, List.of(), false);
        assertThat(encode(taken)).hasSize(without + 23);
        assertThat(decode(encode(taken))).isEqualTo(taken);
    }

    @Test
    void showsCountersAndStages() {
        Counter adds = Counter.of("adds", "Product Added", Duration.ofDays(7));
        Counter other = Counter.of("adds", "Product Viewed", Duration.ofDays(7));
        Journey purchase = new Journey("purchase", List.of(), List.of(), Reentry.ALWAYS);
        Journey service = new Journey("service", List.of(), List.of(), Reentry.ALWAYS);
        ProfileLayout counting = ProfileLayout.of(new Schema(List.of(), List.of(adds), List.of(service, purchase)));
        Counters counters = counting.counters();
        byte[] cells = new byte[counters.window(0).bytes()];
        long now = AT.toEpochMilli();
        counters.window(0).add(cells, 0, now - 1, 0, now);
        int definition = counters.definition(0);
        ProfileView shown = counting.newView(Kind.PERSON);

        assertThat(shown.counter(0, now)).isEqualTo(0L);
        assertThat(shown.stage(0)).isNull();
        Map<String, StoredWindow> windows = Map.of("adds", new StoredWindow(definition, cells));
        Map<String, JourneyState> states = Map.of("purchase", new JourneyState("visit", now, now, 1, false));
        History history = new History(windows, states, Map.of(), List.of(), History.Seen.NEVER, 7);
        byte[] record = counting.encode(Kind.PERSON, ProfileData.EMPTY.withHistory(history));
        shown.wrap("c", record);

        assertThat(shown.counter(0, now)).isEqualTo(1L);
        assertThat(shown.counter(0, now + Duration.ofDays(8).toMillis())).isEqualTo(0L);
        assertThat(shown.stage(1)).isEqualTo("visit");
        assertThat(shown.stageSince(1)).isEqualTo(AT);
        assertThat(shown.stage(0)).isNull();
        assertThat(shown.stageSince(0)).isNull();
        assertThat(shown.dueMs()).isEqualTo(7);
        // Counted under another definition: not what is asked for.
        assertThat(new Counters(new Schema(List.of(), List.of(other), List.of()), counting.dictionary()).definition(0))
                .isNotEqualTo(definition);
    }

    @Test
    void cutsALongNameBetweenCharacters() {
        PathItem item = new PathItem(1, PathItem.Kind.TOUCHPOINT, "x" + "ü".repeat(200), "", null, List.of());
        ProfileData data = ProfileData.EMPTY.withHistory(
                new History(Map.of(), Map.of(), Map.of(), List.of(item), History.Seen.NEVER, 0));

        PathItem kept =
                decode(encode(Contents.of(data))).data().history().path().get(0);

        assertThat(kept.name()).isEqualTo("x" + "ü".repeat(127));
    }

    @Test
    void refusesPartsThatAreCutShort() {
        byte[] record = encode(everything());
        ProfileView view = layout.newView(Kind.PERSON);

        for (int length = record.length - 1; length > 140; length--) {
            view.wrap("c", record, 0, length);
            if (length != lastWholePart(record, length)) {
                assertThatThrownBy(view::partDecoder).isInstanceOf(StoreException.class);
            }
        }
    }

    /** A record cut between two parts looks whole: it is the map's checksum that would tell. */
    private static int lastWholePart(byte[] record, int length) {
        int next = RecordFormat.getUnsignedShort(record, RecordFormat.AT_PARTS);
        if (length <= next) {
            return length;
        }
        while (next < length) {
            next += Part.HEAD_BYTES + RecordFormat.getUnsignedShort(record, next + 1);
        }
        return next;
    }

    private static Contents everything() {
        History history = new History(
                Map.of("adds", new StoredWindow(7, new byte[] {1, 2, 3}), "views", new StoredWindow(-1, new byte[74])),
                Map.of(
                        "purchase",
                        new JourneyState("consider", 10, 5, 2, false),
                        "service",
                        new JourneyState(null, 9, 8, 1, true)),
                Map.of("purchase", new JourneyState("visit", 1, 1, 1, false)),
                List.of(
                        new PathItem(1, PathItem.Kind.TOUCHPOINT, "Product Viewed", "web", null, List.of("t1", "t2")),
                        new PathItem(2, PathItem.Kind.OUTCOME, "click", "gold", new UUID(1, 2), List.of()),
                        new PathItem(2, PathItem.Kind.MOVE, "purchase", null, null, List.of())),
                new History.Seen(1, 20),
                30);
        ProfileData full = ProfileViewTest.full();
        ProfileData data = new ProfileData(
                full.attributes(),
                full.belongs(),
                new ProfileData.Ids(Set.of("a-1", "a-2"), Set.of("c-1", "c-2")),
                Map.of(
                        "ads",
                        new Consent(Consent.Status.WITHDRAWN, AT, "preference centre"),
                        "marketing",
                        new Consent(Consent.Status.GRANTED, AT, "")),
                full.contacts(),
                history);
        List<Link> links =
                List.of(new Link(Identity.anonymous("a-1"), 4, "identify"), new Link(Identity.user("c-1"), 5, "alias"));
        return new Contents(data, Map.of("person_int", 3L, Change.Merge.HOUSEHOLD, 8L), links, true);
    }

    private static <V> Map<String, V> shuffled(Map<String, V> map, Random random) {
        List<String> names = new ArrayList<>(map.keySet());
        Collections.shuffle(names, random);
        Map<String, V> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, map.get(name)));
        return shuffled;
    }

    private byte[] encode(Contents contents) {
        ProfileData data = contents.data();
        FacetDraft draft = new FacetDraft(layout, Kind.PERSON);
        draft.load(null, Completion.NONE);
        Replacing.replace(draft, data, 0);
        Replacing.setHistory(draft, data.history());
        Values values = draft.values();
        contents.told().forEach((name, at) -> values.put(values.indexOf(name), values.value(values.indexOf(name)), at));
        List<Link> links = contents.links().stream().sorted().toList();
        Membership membership =
                new Membership(data.ids().anonymous(), data.ids().users(), links, contents.folded());
        RecordEncoder encoder = new RecordEncoder(RecordFormat.MAX_BYTES);
        assertThat(encoder.encode(draft, membership)).isNull();
        return encoder.copy();
    }

    private Contents decode(byte[] record) {
        ProfileView view = layout.newView(Kind.PERSON);
        view.wrap("c", record);
        return contents(view);
    }

    private static Contents contents(ProfileView view) {
        Values values = new Values(view.layout(), Kind.PERSON);
        values.load(view);
        Map<String, Long> told = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.toldMs(i) != Values.UNTOLD && values.toldMs(i) != 0) {
                told.put(name(view, values, i), values.toldMs(i));
            }
        }
        return new Contents(RecordDecoder.decode(view), told, view.partDecoder().links(), view.isFolded());
    }

    private static String name(ProfileView view, Values values, int index) {
        if (index == values.household()) {
            return Change.Merge.HOUSEHOLD;
        }
        return index == values.company()
                ? Change.Merge.COMPANY
                : view.layout().schema().of(Scope.PERSON).get(index).name();
    }

    /** All that a record has. */
    private record Contents(ProfileData data, Map<String, Long> told, List<Link> links, boolean folded) {

        Contents {
            links = links.stream().sorted().toList();
        }

        static Contents of(ProfileData data) {
            return new Contents(data, Map.of(), List.of(), false);
        }
    }
}
