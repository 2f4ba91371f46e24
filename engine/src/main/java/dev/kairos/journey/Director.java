package dev.kairos.journey;

import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.profile.Completion;
import dev.kairos.profile.FacetDraft;
import dev.kairos.profile.Growth;
import dev.kairos.profile.Kind;
import dev.kairos.profile.Past;
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

    /**
     * A touchpoint. Its own traits, consent and links are told already.
     *
     * @param past null where the pack has no journeys
     * @param actions takes the actions, in their order
     */
    void play(Scene scene, Update update, FacetDraft facet, @Nullable Past past, ActionSink actions) {
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
        if (past != null) {
            follow(scene, update, facet, past, 1, actions);
        }
    }

    /** Time has passed: where the person is now, and what follows from that. */
    void playTime(Scene scene, Update update, FacetDraft facet, Past past, ActionSink actions) {
        follow(scene, update, facet, past, 0, actions);
    }

    private void follow(Scene scene, Update update, FacetDraft facet, Past past, int played, ActionSink actions) {
        Journeys journeys = pack.journeys();
        Journeys.Before was = null;
        for (int scenes = played; scenes <= MOST_SCENES; scenes++) {
            Growth growth = update.growth(journeys.definition());
            Evaluation onwards = growth == null ? null : journeys.goOn(past.stood(), growth, scene.nowMs());
            Evaluation now = onwards != null ? onwards : journeys.evaluate(update.base(), update.path(), scene.nowMs());
            long wakeUpMs = wakeUp(past.dueMs(), now.dueMs(), scene.nowMs());
            update.setWhereabouts(new Completion.Whereabouts(now.states(), wakeUpMs, journeys.definition()));
            List<StageEntered> entered = was == null && onwards != null
                    ? journeys.entered(past.stood(), now.states())
                    : journeys.entered(was != null ? was : before(past), now.states(), scene.nowMs());
            was = null;
            for (StageEntered stage : entered) {
                Scene next = scene.entered(stage);
                fire(next, update);
                count(next, facet);
                if (was == null && !reactions.moves().isEmpty()) {
                    was = new Journeys.Before(now.states(), update.base(), update.path(), now.dueMs());
                }
                carryOut(next, facet, actions);
            }
            if (was == null) {
                // The path is the same, so that nobody stands elsewhere.
                return;
            }
        }
    }

    private static Journeys.Before before(Past past) {
        return new Journeys.Before(past.stood(), past.base(), past.path(), past.dueMs());
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
