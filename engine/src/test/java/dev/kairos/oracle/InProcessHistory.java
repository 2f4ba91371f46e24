package dev.kairos.oracle;

import dev.kairos.journey.Journeys;
import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.rules.Effects;
import dev.kairos.rules.TouchpointSession;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Schema;
import dev.kairos.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a pack's triggers meet touchpoints, counts them and follows the journeys, without a store. One thread. */
final class InProcessHistory implements AutoCloseable {

    private final Pack pack;
    private final Schema schema;
    private final Journeys journeys;
    private final TouchpointSession session;
    private final MomentBase moment;
    private final List<String> words = new ArrayList<>();

    InProcessHistory(Pack pack) {
        this.pack = pack;
        schema = pack.schema();
        journeys = new Journeys(schema.journeys());
        session = pack.rules().openTouchpointSession();
        moment = pack.momentType().newMoment();
    }

    /** Values of counters and of journeys' properties by name; what is missing has no entry. */
    Map<String, Object> properties(List<Customer.Step> steps, Instant now) {
        Map<String, byte[]> cells = new LinkedHashMap<>();
        List<PathItem> path = new ArrayList<>();
        for (Customer.Step step : steps) {
            List<String> met = met(step);
            path.add(new PathItem(step.at().toEpochMilli(), PathItem.Kind.TOUCHPOINT, step.event(), "web", null, met));
            for (Counter counter : schema.counters()) {
                Object value = counter.of() == null
                        ? Integer.valueOf(1)
                        : context(step).get(counter.of());
                if (met.contains(counter.trigger()) && value != null) {
                    Window window = Window.of(counter);
                    window.add(
                            cells.computeIfAbsent(counter.name(), name -> new byte[window.bytes()]),
                            0,
                            step.at().toEpochMilli(),
                            raw(value),
                            now.toEpochMilli());
                }
            }
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        cells.forEach((name, cell) -> put(properties, name, read(counter(name), cell, now)));
        journeys.evaluate(Map.of(), path, now.toEpochMilli()).states().forEach((name, state) -> {
            put(properties, name + "Stage", state.stage());
            put(properties, name + "StageSince", since(state));
        });
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static @Nullable Instant since(JourneyState state) {
        return state.stage() == null ? null : Instant.ofEpochMilli(state.sinceMs());
    }

    private Counter counter(String name) {
        return schema.counters().stream()
                .filter(counter -> counter.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private List<String> met(Customer.Step step) {
        moment.begin(step.at().toEpochMilli(), pack.timeZone());
        moment.touchpoint(step.event(), "web", "en");
        context(step).forEach((name, value) -> moment.set(schema.slot(name), value));
        List<String> met = new ArrayList<>();
        session.fire(moment, new Effects() {
            @Override
            public void trigger(int index) {
                met.add(pack.rules().triggers().get(index).key());
            }

            @Override
            public void set(String attribute, @Nullable Object value) {}

            @Override
            public void move(String journey, String stage) {}

            @Override
            public void act(String system, String action, Map<String, Object> arguments) {}
        });
        return met;
    }

    static Map<String, Object> context(Customer.Step step) {
        return step.productGroup() == null
                ? Map.of("amount", step.amount())
                : Map.of("productGroup", step.productGroup());
    }

    private long raw(Object value) {
        if (value instanceof String word) {
            if (!words.contains(word)) {
                words.add(word);
            }
            return words.indexOf(word);
        }
        return value instanceof Double decimal ? Double.doubleToRawLongBits(decimal) : ((Number) value).longValue();
    }

    private @Nullable Object read(Counter counter, byte[] cell, Instant now) {
        long raw = Window.of(counter).read(cell, 0, now.toEpochMilli());
        if (counter.kind() == Counter.Kind.LAST) {
            return raw == Window.MISSING ? null : words.get((int) raw);
        }
        return counter.type() == AttributeType.DECIMAL ? (Object) Double.longBitsToDouble(raw) : (Object) raw;
    }

    @Override
    public void close() {
        session.close();
    }
}
