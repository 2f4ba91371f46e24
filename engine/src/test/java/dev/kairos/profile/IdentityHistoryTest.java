package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is who over random histories: {@code -Dkairos.histories=10000} runs more of them. */
class IdentityHistoryTest {

    private static final int HISTORIES = Integer.getInteger("kairos.histories", 1_500);

    @TempDir
    Path dir;

    private Played one;
    private Played other;

    @BeforeEach
    void open() {
        one = new Played(dir.resolve("one"));
        other = new Played(dir.resolve("other"));
    }

    @AfterEach
    void close() {
        one.store.close();
        other.store.close();
    }

    @Test
    void anyOrderOfTheSameLinksGivesTheSamePeopleByteForByte() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Histories histories = new Histories(seed);
            List<Histories.Fact> told = histories.told(20);
            List<Histories.Fact> links = new ArrayList<>(histories.linked(12));
            told.forEach(one::play);
            links.forEach(one::play);

            Collections.shuffle(links, histories.random());
            histories.interleaved(told, links).forEach(other::play);

            for (Identity identity : histories.identities()) {
                assertThat(other.bytes(identity))
                        .as("seed %d, %s", seed, identity)
                        .isEqualTo(one.bytes(identity));
            }
        }
    }

    @Test
    void peopleAreWhatAllFactsTogetherSay() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Histories histories = new Histories(seed);
            NaivePeople naive = new NaivePeople();
            List<Histories.Fact> facts =
                    new ArrayList<>(histories.interleaved(histories.told(25), histories.linked(14)));
            facts.add(facts.size() * 3 / 4, histories.split());
            facts.add(histories.split());
            facts.add(facts.size() / 2, new Histories.Erased(histories.any()));
            for (Histories.Fact fact : facts) {
                one.play(fact);
                naive.add(fact);
            }

            for (Identity identity : histories.identities()) {
                String what = "seed " + seed + ", " + identity;
                assertThat(one.find(identity)).as(what).isEqualTo(naive.find(identity));
                assertThat(one.steps(identity)).as(what).isEqualTo(naive.steps(identity));
            }
        }
    }

    @Test
    void aSplitRestoresWhatWasBeforeTheLinkByteForByte() {
        int splits = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Histories histories = new Histories(seed);
            histories.interleaved(histories.told(20), histories.linked(4)).forEach(one::play);
            Identity a = histories.any();
            Identity b = histories.any();
            if (one.areLinked(a, b)) {
                continue;
            }
            Map<Identity, byte[]> before = new TreeMap<>();
            histories.identities().forEach(identity -> before.put(identity, one.bytes(identity)));

            one.play(new Histories.Linked(a, b, Histories.END));
            assertThat(one.bytes(a)).isEqualTo(one.bytes(b));
            one.play(new Histories.Split(a, b, Histories.END));

            for (Identity identity : histories.identities()) {
                assertThat(one.bytes(identity))
                        .as("seed %d, %s", seed, identity)
                        .isEqualTo(before.get(identity));
            }
            splits++;
        }
        assertThat(splits).isGreaterThan(HISTORIES / 2);
    }

    @Test
    void erasingAllLeavesNothing() {
        long primed = one.store.size();
        for (int seed = 0; seed < HISTORIES / 3; seed++) {
            Histories histories = new Histories(seed);
            histories.interleaved(histories.told(10), histories.linked(10)).forEach(one::play);
            one.play(histories.split());

            List<Identity> all = new ArrayList<>(histories.identities());
            Collections.shuffle(all, new Random(seed));
            all.forEach(identity -> one.play(new Histories.Erased(identity)));

            assertThat(one.store.size()).as("seed %d", seed).isEqualTo(primed);
        }
    }

    /** A store that facts are played to. */
    private static final class Played {

        private final ProfileStore store;
        private final StoreWriter writer;
        private final ProfileReader reader;
        private final ProfileView view;

        Played(Path dir) {
            store = ProfileStore.open(
                    dir, Histories.schema(), StoreOptions.ofCapacity(1_000 + 20L * HISTORIES), new Metrics());
            writer = store.writer();
            writer.setCompletion(Histories.COMPLETION);
            reader = store.newReader();
            view = store.layout().newView(Kind.PERSON);
            prime();
        }

        /** All words in one order, so that they have the same codes in each store. */
        private void prime() {
            for (String word : Histories.WORDS) {
                play(new Histories.Told(Identity.user("p"), Histories.START, new Histories.Value("newest", word)));
                play(new Histories.Told(Identity.user("p"), Histories.START, new Histories.Met(word)));
                play(new Histories.Told(Identity.user("p"), Histories.START, new Histories.Stepped(word)));
            }
            for (String purpose : Histories.PURPOSES) {
                Histories.Agreed agreed = new Histories.Agreed(purpose, Consent.Status.GRANTED);
                play(new Histories.Told(Identity.user("p"), Histories.START, agreed));
            }
            play(new Histories.Linked(Identity.user("p"), Identity.anonymous("p"), Histories.START));
        }

        void play(Histories.Fact fact) {
            long at = writer.position() + 1;
            if (fact instanceof Histories.Erased erased) {
                writer.apply(new Change.Erase(erased.who().key()), at, Histories.END);
                return;
            }
            Update update = writer.update(at, Histories.END);
            if (fact instanceof Histories.Told telling) {
                boolean user = telling.by().kind() == Kind.PERSON;
                String id = telling.by().id();
                FacetDraft draft = update.person(user ? id : null, user ? null : id, telling.atMs(), "test");
                Histories.tell(draft, telling);
            } else if (fact instanceof Histories.Linked link) {
                assertThat(update.link(link.one(), link.other(), link.atMs(), "test"))
                        .isTrue();
            } else if (fact instanceof Histories.Split split) {
                update.split(split.one(), split.other(), split.atMs());
            }
            assertThat(update.commit().done()).isTrue();
        }

        private boolean read(Identity identity) {
            boolean user = identity.kind() == Kind.PERSON;
            return reader.readPerson(user ? identity.id() : null, user ? null : identity.id(), view);
        }

        boolean areLinked(Identity a, Identity b) {
            return a.equals(b) || read(a) && sameKey(a, b);
        }

        private boolean sameKey(Identity a, Identity b) {
            read(a);
            String key = view.key();
            return read(b) && view.key().equals(key);
        }

        @Nullable
        ProfileData find(Identity identity) {
            ProfileData data = store.find(identity.key());
            if (data == null) {
                return null;
            }
            History history = data.history();
            return data.withHistory(new History(
                    Map.of(), history.journeys(), Map.of(), history.path(), history.seen(), history.dueMs()));
        }

        long steps(Identity identity) {
            return read(identity) ? (Long) view.counter(0, Histories.END) : 0;
        }

        /** The view's record, but for the position that changed it. */
        byte[] bytes(Identity identity) {
            if (!read(identity)) {
                return new byte[0];
            }
            byte[] bytes = new byte[view.rawLength()];
            view.copyRawTo(bytes, 0);
            RecordFormat.putLong(bytes, RecordFormat.AT_POSITION, 0);
            return bytes;
        }
    }
}
