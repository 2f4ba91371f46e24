package dev.kairos.journey;

import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.rules.TouchpointSession;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What the applier needs of the pack that counts now, made once for each. The applier's thread only, but for the
 * completion.
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

    /** The slot of the context field that a counter is over, or -1. */
    int fieldSlot(int counter) {
        return fieldSlots[counter];
    }

    @Override
    public void close() {
        session.close();
    }
}
