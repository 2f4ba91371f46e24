package dev.kairos.benchmarks;

import dev.kairos.bench.BenchmarkRule;
import dev.kairos.moment.MomentBase;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Customers whose profiles have been read already, with the rules that have to fire for each. One thread. */
public final class People {

    /** How many there are, a power of two. */
    public static final int COUNT = 1_024;

    static final double BASKET_VALUE = 129.95;

    private final Scene scene;
    private final MomentBase moment;
    private final ProfileView nobody;
    private final int basketSlot;
    private final ProfileView[] views = new ProfileView[COUNT];
    private final List<Map<String, Object>> values = new ArrayList<>();
    private final int[] expected = new int[COUNT];

    public People(Scene scene) {
        this.scene = scene;
        Schema schema = scene.pack().schema();
        moment = scene.pack().momentType().newMoment();
        nobody = scene.store().layout().newView(Kind.HOUSEHOLD);
        basketSlot = schema.slot("basketValue");
        ProfileReader reader = scene.store().newReader();
        for (int i = 0; i < COUNT; i++) {
            views[i] = scene.store().layout().newView(Kind.PERSON);
            if (!reader.readPerson(scene.userId(i), null, views[i])) {
                throw new IllegalStateException("no such customer: " + scene.userId(i));
            }
            values.add(values(schema, views[i]));
            expected[i] = matching(scene.rules(), values.get(i));
        }
    }

    private static Map<String, Object> values(Schema schema, ProfileView view) {
        Map<String, Object> values = new HashMap<>();
        int index = 0;
        for (Attribute attribute : schema.of(Scope.PERSON)) {
            values.put(attribute.name(), view.attribute(index++));
        }
        values.put("basketValue", BASKET_VALUE);
        return values;
    }

    /** The naive way: every test of every rule. */
    private static int matching(List<BenchmarkRule> rules, Map<String, Object> values) {
        int matching = 0;
        for (BenchmarkRule rule : rules) {
            matching += rule.tests().stream().allMatch(test -> test.isMetBy(values.get(test.property()))) ? 1 : 0;
        }
        return matching;
    }

    /** A customer's attributes and the basket's value, by name. */
    public Map<String, Object> values(int person) {
        return values.get(person);
    }

    /** How many rules have to fire. */
    public int expected(int person) {
        return expected[person];
    }

    public double firedOnAverage() {
        double sum = 0;
        for (int fired : expected) {
            sum += fired;
        }
        return sum / COUNT;
    }

    /** The one moment, bound anew to a customer, as for each call. */
    public MomentBase moment(int person) {
        moment.begin(1_790_000_000_000L, scene.pack().timeZone());
        moment.call("web", "en", scene.asked());
        moment.bind(views[person], nobody, nobody);
        moment.set(basketSlot, BASKET_VALUE);
        return moment;
    }

    /** Throws when not as many rules fired as have to. */
    public int checked(int person, int fired) {
        if (fired != expected[person]) {
            throw new IllegalStateException(
                    fired + " rules fired for " + scene.userId(person) + " instead of " + expected[person]);
        }
        return fired;
    }
}
