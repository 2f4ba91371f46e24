package dev.kairos.journey;

import dev.kairos.consent.ConsentSignals;
import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.rules.TouchpointSession;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Schema;
import dev.kairos.touchpoint.Properties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the applier needs of the pack that counts now, made once for each. The applier's thread only.
 */
final class PackInUse implements AutoCloseable {

    private static final int[] NONE = {};

    private final Pack pack;
    private final MomentBase moment;
    private final TouchpointSession session;
    private final Journeys journeys;
    private final FieldNames fields;
    private final String[] triggerKeys;
    /** By trigger: the counters that it makes count. */
    private final int[][] countersByTrigger;
    /** By counter: the slot of the context field that it is over, or -1. */
    private final int[] fieldSlots;
    /** By slot. */
    private final @Nullable Object[] context;

    private final ConsentSignals consent;
    private final Set<String> stageEvents = new HashSet<>();

    PackInUse(Pack pack) {
        this.pack = pack;
        moment = pack.momentType().newMoment();
        session = pack.rules().openTouchpointSession();
        journeys = new Journeys(pack.schema().journeys());
        fields = new FieldNames(pack.schema());
        triggerKeys = pack.rules().triggers().stream().map(Trigger::key).toArray(String[]::new);
        countersByTrigger = countersByTrigger(pack.schema().counters());
        fieldSlots = pack.schema().counters().stream()
                .mapToInt(counter -> counter.of() == null ? -1 : pack.schema().slot(counter.of()))
                .toArray();
        context = new Object[pack.schema().attributes().size()];
        consent = new ConsentSignals(pack.catalogue());
        for (Journey journey : pack.schema().journeys()) {
            journey.stages().forEach(stage -> stageEvents.add(StageEntered.event(journey.name(), stage.name())));
        }
    }

    private int[][] countersByTrigger(List<Counter> counters) {
        int[][] byTrigger = new int[triggerKeys.length][];
        for (int trigger = 0; trigger < byTrigger.length; trigger++) {
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < counters.size(); i++) {
                if (counters.get(i).trigger().equals(triggerKeys[trigger])) {
                    own.add(i);
                }
            }
            byTrigger[trigger] =
                    own.isEmpty() ? NONE : own.stream().mapToInt(i -> i).toArray();
        }
        return byTrigger;
    }

    Pack pack() {
        return pack;
    }

    Schema schema() {
        return pack.schema();
    }

    MomentBase moment() {
        return moment;
    }

    TouchpointSession session() {
        return session;
    }

    Journeys journeys() {
        return journeys;
    }

    FieldNames fields() {
        return fields;
    }

    String triggerKey(int trigger) {
        return triggerKeys[trigger];
    }

    int[] countersOf(int trigger) {
        return countersByTrigger[trigger];
    }

    /** Sets the moment's context fields from what a touchpoint says. */
    void fill(Properties properties) {
        Arrays.fill(context, null);
        fields.fill(properties, (slot, value) -> {
            context[slot] = value;
            moment.set(slot, value);
        });
    }

    /** The value of the context field that a counter is over, as it was filled last; null when it has none. */
    @Nullable
    Object fieldOf(int counter) {
        return fieldSlots[counter] < 0 ? null : context[fieldSlots[counter]];
    }

    ConsentSignals consent() {
        return consent;
    }

    /** Whether this is how it is called that somebody comes to a stage. */
    boolean isStageEvent(String event) {
        return stageEvents.contains(event);
    }

    boolean hasJourneys() {
        return !pack.schema().journeys().isEmpty();
    }

    @Override
    public void close() {
        session.close();
    }
}
