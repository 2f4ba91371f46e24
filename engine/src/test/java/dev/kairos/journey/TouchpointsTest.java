package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Change;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileView;
import dev.kairos.profile.WriteResult;
import dev.kairos.touchpoint.ConsentStatement;
import dev.kairos.touchpoint.ConsentStatements;
import dev.kairos.touchpoint.Contents;
import dev.kairos.touchpoint.GroupId;
import dev.kairos.touchpoint.OutcomeReport;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.SlotToken;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.When;
import dev.kairos.touchpoint.Who;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a touchpoint leaves on a profile, from the way in to what a decision reads. */
class TouchpointsTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Properties NOTHING = Properties.NONE;

    @TempDir
    private Path dir;

    private final AtomicLong nowMs = new AtomicLong(START.toEpochMilli());
    private Updates updates;
    private int messages;

    @BeforeEach
    void open() {
        Updates.writePack(dir.resolve("pack"), MixedLoad.SCHEMA, MixedLoad.JOURNEYS, MixedLoad.RULES);
        updates = reopened();
    }

    @AfterEach
    void close() {
        updates.close();
    }

    @Test
    void countsWhatItsCountersAreAbout() {
        touch("c-1", "Product Viewed", Map.of("product", "hat"));
        touch("c-1", "Product Viewed", Map.of("product", "belt"));
        touch("c-1", "Product Viewed", Map.of("product", "hat"));
        touch("c-1", "Order Completed", Map.of("total", "12.5"));
        touch("c-1", "Order Completed", Map.of("total", 7L));

        assertThat(counter("views")).isEqualTo(3L);
        assertThat(counter("products")).isEqualTo(2L);
        assertThat(counter("lastProduct")).isEqualTo("hat");
        assertThat(counter("spent")).isEqualTo(19.5);
    }

    @Test
    void appliesAMessageOnceHoweverOftenItIsDelivered() {
        Touchpoint viewed = track("m-1", "c-1", "Product Viewed", Map.of());

        assertThat(updates.touch(viewed, viewed)).isEqualTo(Receipt.TAKEN);
        updates.touch(viewed);
        updates.close();
        updates = reopened();
        updates.touch(viewed);

        assertThat(counter("views")).isEqualTo(1L);
    }

    @Test
    void firesRulesAndWritesEachActionOnce() {
        touch("c-1", "Order Completed", Map.of("total", 99.5));
        updates.close();
        updates = reopened();

        assertThat(person("c-1").attributes()).containsEntry("tier", "gold");
        updates.close();
        List<ActionRecord> actions = UpdateKillTest.actions(dir);
        assertThat(actions).hasSize(1);
        Action thank = actions.get(0).action();
        assertThat(thank.system() + " " + thank.action()).isEqualTo("crm thank");
        assertThat(thank.arguments()).containsEntry("total", 99.5);
        assertThat(thank.who()).isEqualTo(Identity.user("c-1"));
        updates = reopened();
    }

    @Test
    void movesAlongAJourneyByTouchpointsRulesAndTime() {
        touch("c-1", "Product Viewed", Map.of("product", "hat"));
        assertThat(stage()).isEqualTo("looking");
        touch("c-1", "Product Viewed", Map.of("product", "shoes"));
        assertThat(stage()).isEqualTo("cart");

        after(Duration.ofMillis(1_500));
        assertThat(stage()).isEqualTo("abandoned");
        assertThat(person("c-1").attributes()).containsEntry("lastOrder", "left");

        after(Duration.ofSeconds(3));
        assertThat(stage()).isNull();
    }

    @Test
    void otherJourneysAreWorkedOutFromTheWholePath() {
        touch("c-1", "Product Viewed", Map.of());
        touch("c-1", "Order Completed", Map.of());
        assertThat(stage()).isEqualTo("looking");
        updates.close();
        String other = MixedLoad.JOURNEYS.replace(
                "- {on: Product Added, to: cart}",
                "- {on: Product Added, to: cart}\n      - {on: Order Completed, to: bought}");
        Updates.writePack(dir.resolve("pack"), MixedLoad.SCHEMA, other, MixedLoad.RULES);
        updates = reopened();

        touch("c-1", "Nothing To Speak Of", Map.of());

        assertThat(stage()).isEqualTo("bought");
    }

    @Test
    void nobodyComesToAStageBySayingSo() {
        touch("c-1", "purchase:abandoned", Map.of());

        assertThat(person("c-1").attributes()).doesNotContainEntry("lastOrder", "left");
    }

    @Test
    void timersThatFellDueWhileItWasStoppedFireOnceAndInOrder() {
        for (int i = 0; i < 20; i++) {
            touch("c-" + i, "Product Viewed", Map.of("product", "shoes"));
            nowMs.addAndGet(10);
        }
        updates.close();
        nowMs.addAndGet(Duration.ofDays(3).toMillis());
        updates = reopened();
        after(Duration.ZERO);
        updates.close();
        updates = reopened();
        after(Duration.ofDays(1));
        updates.close();

        List<Action> reminders =
                UpdateKillTest.actions(dir).stream().map(ActionRecord::action).toList();
        assertThat(reminders).extracting(Action::action).containsOnly("remind");
        assertThat(reminders)
                .extracting(action -> action.who().id())
                .containsExactly(IntStream.range(0, 20).mapToObj(i -> "c-" + i).toArray(String[]::new));
        updates = reopened();
    }

    @Test
    void aTouchpointThatComesLateIsPutInItsPlace() {
        long first = nowMs.get();
        touch("c-1", "Product Viewed", Map.of());
        nowMs.addAndGet(500);
        touchAt("c-1", "Order Completed", first + 400);
        assertThat(stage()).isEqualTo("looking");

        touchAt("c-1", "Product Added", first + 200);

        assertThat(stage()).isEqualTo("bought");
    }

    @Test
    void anAnonymousVisitorWhoIsIdentifiedKeepsWhatWasCounted() {
        updates.touch(new Touchpoint(
                Touchpoint.Type.TRACK, "v-1", Who.anonymous("a-1"), "Product Viewed", when(), Contents.of(NOTHING)));
        Properties traits = Properties.of(Map.of("visits", 2L, "shoeSize", 42L));
        updates.touch(new Touchpoint(
                Touchpoint.Type.IDENTIFY,
                "v-2",
                new Who("c-1", "a-1", null, null),
                "Identified",
                when(),
                new Contents("web", NOTHING, traits, ConsentStatements.NONE, null)));

        assertThat(counter("views")).isEqualTo(1L);
        assertThat(person("c-1").attributes()).containsEntry("visits", 2);

        CompletableFuture<WriteResult> split = new CompletableFuture<>();
        updates.intake().split(Identity.user("c-1"), Identity.anonymous("a-1"), split::complete);

        assertThat(split.join().done()).isTrue();
        assertThat(counter("views")).isEqualTo(0L);
    }

    @Test
    void aTraitTakesAsManyKeywordsAsAProfileDoes() {
        List<String> words = IntStream.range(0, 257).mapToObj(i -> "word" + i).toList();
        identify("c-1", Map.of("interests", words.subList(0, 256)));
        identify("c-2", Map.of("interests", words));

        assertThat((Set<?>) person("c-1").attributes().get("interests")).hasSize(256);
        assertThat(person("c-2").attributes()).doesNotContainKey("interests");
    }

    @Test
    void splittingStrangersSaysSo() {
        CompletableFuture<WriteResult> split = new CompletableFuture<>();
        updates.intake().split(Identity.user("c-1"), Identity.anonymous("a-9"), split::complete);

        assertThat(split.join()).isEqualTo(WriteResult.NOT_FOUND);
    }

    @Test
    void aGroupMakesAMemberAndKeepsItsTraits() {
        Properties traits = Properties.of(Map.of("industry", "steel"));
        updates.touch(new Touchpoint(
                Touchpoint.Type.GROUP,
                "g-1",
                new Who("c-1", null, null, new GroupId(Kind.COMPANY, "acme")),
                "Grouped",
                when(),
                new Contents("web", NOTHING, traits, ConsentStatements.NONE, null)));

        assertThat(person("c-1").company()).isEqualTo("acme");
        assertThat(updates.profiles().find(new ProfileKey(Kind.COMPANY, "acme")).attributes())
                .containsEntry("industry", "steel");
    }

    @Test
    void anOutcomeOfASlotCountsOnce() {
        SlotToken slot = new SlotToken(new UUID(1, 2), 0, "gold");
        for (int i = 0; i < 3; i++) {
            updates.touch(outcome(slot, Outcome.IMPRESSION));
        }
        updates.touch(outcome(slot, Outcome.CLICK));

        List<Contact> contacts = person("c-1").contacts();
        assertThat(contacts)
                .extracting(contact -> contact.outcome() + " " + contact.count())
                .containsExactlyInAnyOrder("IMPRESSION 1", "CLICK 1");
    }

    @Test
    void consentIsKeptWithItsEvidence() {
        consent(Who.user("c-1"), ConsentStatement.Word.GRANTED);

        assertThat(person("c-1").consent().get("marketing").granted()).isTrue();
        assertThat(person("c-1").consent().get("marketing").evidence()).isEqualTo("banner");
    }

    @Test
    void aDenialOfOneIdIsLiftedUnderThatIdAlone() {
        consent(Who.anonymous("a-1"), ConsentStatement.Word.DENIED);
        consent(new Who("c-1", "a-1", null, null), ConsentStatement.Word.GRANTED);
        assertThat(person("c-1").consent().get("marketing").granted()).isFalse();

        consent(Who.anonymous("a-1"), ConsentStatement.Word.GRANTED);

        assertThat(person("c-1").consent().get("marketing").granted()).isTrue();
    }

    @Test
    void anErasedPersonStartsAfresh() {
        touch("c-1", "Product Viewed", Map.of());
        updates.change(new Change.Erase(new ProfileKey(Kind.PERSON, "c-1")));
        assertThat(person("c-1")).isNull();
        after(Duration.ofHours(1));

        touch("c-1", "Product Viewed", Map.of());

        assertThat(counter("views")).isEqualTo(1L);
    }

    private void identify(String user, Map<String, Object> traits) {
        updates.touch(new Touchpoint(
                Touchpoint.Type.IDENTIFY,
                "i-" + messages++,
                Who.user(user),
                "Identified",
                when(),
                new Contents("web", NOTHING, Properties.of(traits), ConsentStatements.NONE, null)));
    }

    private void consent(Who who, ConsentStatement.Word word) {
        ConsentStatement said = new ConsentStatement("marketing", word, nowMs.incrementAndGet(), "banner");
        ConsentStatements all = new ConsentStatements(List.of(said), Map.of(), null, false);
        updates.touch(new Touchpoint(
                Touchpoint.Type.TRACK,
                "k-" + messages++,
                who,
                "Seen",
                when(),
                new Contents("web", NOTHING, NOTHING, all, null)));
    }

    private Touchpoint outcome(SlotToken slot, Outcome outcome) {
        return new Touchpoint(
                Touchpoint.Type.TRACK,
                "o-" + messages++,
                Who.user("c-1"),
                "Action Seen",
                when(),
                new Contents("web", NOTHING, NOTHING, ConsentStatements.NONE, new OutcomeReport(outcome, slot)));
    }

    private void touch(String user, String event, Map<String, Object> properties) {
        nowMs.incrementAndGet();
        assertThat(updates.touch(track("t-" + messages++, user, event, properties)))
                .isEqualTo(Receipt.TAKEN);
    }

    private void touchAt(String user, String event, long atMs) {
        updates.touch(new Touchpoint(
                Touchpoint.Type.TRACK,
                "t-" + messages++,
                Who.user(user),
                event,
                new When(atMs, nowMs.get()),
                Contents.of(NOTHING)));
    }

    private Touchpoint track(String message, String user, String event, Map<String, Object> properties) {
        return new Touchpoint(
                Touchpoint.Type.TRACK, message, Who.user(user), event, when(), Contents.of(Properties.of(properties)));
    }

    private When when() {
        return new When(nowMs.get(), nowMs.get());
    }

    /** Lets time pass, and has the journal say so. */
    private void after(Duration duration) {
        nowMs.addAndGet(duration.toMillis());
        updates.change(new Change.Erase(new ProfileKey(Kind.HOUSEHOLD, "nobody")));
    }

    private Updates reopened() {
        return Updates.open(dir, () -> Instant.ofEpochMilli(nowMs.get()), Updates.SETTINGS);
    }

    private ProfileData person(String id) {
        return updates.profiles().find(new ProfileKey(Kind.PERSON, id));
    }

    private Object counter(String name) {
        ProfileView view = view();
        for (int i = 0; i < view.layout().schema().counters().size(); i++) {
            if (view.layout().schema().counters().get(i).name().equals(name)) {
                return view.counter(i, nowMs.get());
            }
        }
        throw new IllegalArgumentException(name);
    }

    private Object stage() {
        return view().stage(0);
    }

    private ProfileView view() {
        ProfileView view = updates.profiles().layout().newView(Kind.PERSON);
        updates.profiles().newReader().readPerson("c-1", null, view);
        return view;
    }
}
