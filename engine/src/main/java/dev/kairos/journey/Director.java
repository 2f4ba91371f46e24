package dev.kairos.journey;

import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.profile.Completion;
import dev.kairos.profile.FacetDraft;
import dev.kairos.profile.Kind;
import dev.kairos.profile.PathItem;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.ProfileView;
import dev.kairos.profile.Update;
import dev.kairos.rules.Firing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays what follows from a touchpoint, or from time that has passed, within one update: rules and triggers fire on it,
 * counters count, the path gets its step, journeys are worked out anew, and for each stage that was entered the same
 * again, up to {@value #MOST_SCENES} times. The applier's thread only, for one version of a pack.
 */
final class Director implements AutoCloseable {

    /** Rules that move a customer to and fro come to an end. */
    static final int MOST_SCENES = 8;

    private final PackInUse pack;
    private final ProfileReader reader;
    private final ProfileView person;
    private final ProfileView household;
    private final ProfileView company;
    private final Completion completion;
    private final Reactions reactions = new Reactions();
    private final List<String> keys = new ArrayList<>();
    private final AppliedCounts counts;

    Director(Pack pack, ProfileStore profiles, ProfileLayout layout, AppliedCounts counts) {
        this.pack = new PackInUse(pack);
        this.reader = profiles.newReader();
        this.person = layout.newView(Kind.PERSON);
        this.household = layout.newView(Kind.HOUSEHOLD);
        this.company = layout.newView(Kind.COMPANY);
        this.completion = new JourneyCompletion(this.pack.journeys());
        this.counts = counts;
    }

    PackInUse pack() {
        return pack;
    }

    Completion completion() {
        return completion;
    }

    /** Where the person stood before anything of this update but its links. */
    Journeys.Before before(Update update) {
        return new Journeys.Before(update.stood(), update.base(), update.path(), update.dueMs());
    }

    /**
     * A touchpoint. Its own traits, consent and links are told already.
     *
     * @param before null where the pack has no journeys
     * @param actions takes the actions, in their order
     */
    void play(Scene scene, Update update, FacetDraft facet, Journeys.@Nullable Before before, ActionSink actions) {
        if (pack.isStageEvent(scene.event())) {
            // Only this class says that a stage was entered: a touchpoint can come from anybody's browser.
            reactions.clear();
        } else {
            fire(scene, update);
        }
        count(scene, facet);
        if (!facet.place(step(scene))) {
            counts.late.increment();
        }
        facet.seen(scene.atMs());
        carryOut(scene, facet, actions);
        follow(scene, update, facet, before, 1, actions);
    }

    /** Time has passed: where the person is now, and what follows from that. */
    void playTime(Scene scene, Update update, FacetDraft facet, Journeys.Before before, ActionSink actions) {
        follow(scene, update, facet, before, 0, actions);
    }

    private void follow(
            Scene scene,
            Update update,
            FacetDraft facet,
            Journeys.@Nullable Before before,
            int played,
            ActionSink actions) {
        Journeys.Before was = before;
        long setMs = before == null ? 0 : before.dueMs();
        for (int scenes = played; was != null && scenes <= MOST_SCENES; scenes++) {
            Evaluation now = moveOn(update, setMs, scene.nowMs());
            List<StageEntered> entered = pack.journeys().entered(was, now.states(), scene.nowMs());
            was = entered.isEmpty()
                    ? null
                    : new Journeys.Before(now.states(), update.base(), update.path(), now.dueMs());
            boolean moved = false;
            for (StageEntered stage : entered) {
                Scene next = scene.entered(stage);
                fire(next, update);
                count(next, facet);
                moved |= !reactions.moves().isEmpty();
                carryOut(next, facet, actions);
            }
            if (!moved) {
                // The path is the same, so that nobody stands elsewhere.
                return;
            }
        }
    }

    private Evaluation moveOn(Update update, long setMs, long nowMs) {
        Evaluation now = pack.journeys().evaluate(update.base(), update.path(), nowMs);
        update.setWhereabouts(new Completion.Whereabouts(now.states(), wakeUp(setMs, now.dueMs(), nowMs)));
        return now;
    }

    /**
     * When to look again. A wake-up that is set already and comes before the new one is left alone: what is due is then
     * looked at once too often, where otherwise every touchpoint of whoever is active would move a wake-up.
     */
    private static long wakeUp(long setMs, long dueMs, long nowMs) {
        return setMs > nowMs && (dueMs == 0 || setMs <= dueMs) ? setMs : dueMs;
    }

    private void fire(Scene scene, Update update) {
        reactions.clear();
        MomentBase moment = pack.moment();
        moment.begin(scene.atMs(), pack.pack().timeZone());
        moment.touchpoint(scene.event(), scene.channel(), pack.pack().locale());
        pack.fill(scene.properties());
        if (update.bindTo(person)) {
            reader.readHouseholdOf(person, household);
            reader.readCompanyOf(person, company);
            moment.bind(person, household, company);
        }
        Firing firing = pack.session().fire(moment, reactions);
        counts.faults(firing, pack.pack().rules());
    }

    private void count(Scene scene, FacetDraft facet) {
        for (int i = 0; i < reactions.triggerCount(); i++) {
            for (int counter : pack.countersOf(reactions.triggerAt(i))) {
                facet.count(counter, scene.atMs(), pack.fieldOf(counter), scene.nowMs());
            }
        }
    }

    private PathItem step(Scene scene) {
        keys.clear();
        for (int i = 0; i < reactions.triggerCount(); i++) {
            keys.add(pack.triggerKey(reactions.triggerAt(i)));
        }
        String channel = scene.channel().isEmpty() ? null : scene.channel();
        return new PathItem(scene.atMs(), PathItem.Kind.TOUCHPOINT, scene.event(), channel, null, keys);
    }

    private void carryOut(Scene scene, FacetDraft facet, ActionSink actions) {
        for (Reactions.Setting setting : reactions.settings()) {
            facet.set(setting.attribute(), setting.value(), scene.atMs());
        }
        for (Reactions.Move move : reactions.moves()) {
            PathItem step =
                    new PathItem(scene.atMs(), PathItem.Kind.MOVE, move.journey(), move.stage(), null, List.of());
            facet.place(step);
        }
        for (Reactions.Act act : reactions.acts()) {
            actions.act(
                    new Action(scene.who(), scene.event(), scene.nowMs(), act.system(), act.action(), act.arguments()));
        }
    }

    @Override
    public void close() {
        pack.close();
    }
}
