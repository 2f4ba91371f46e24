package dev.kairos.oracle;

import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.rules.Effects;
import dev.kairos.rules.Firing;
import dev.kairos.rules.TouchpointSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pack's rules on touchpoints say of one. */
final class Reactions {

    private Reactions() {}

    /**
     * In words, e.g. {@code act billing resume {}}.
     *
     * @param properties of the moment, by name, beside the event
     */
    static List<String> to(Pack pack, String event, Map<String, Object> properties) {
        List<String> said = new ArrayList<>();
        try (TouchpointSession session = pack.rules().openTouchpointSession()) {
            MomentBase moment = pack.momentType().newMoment();
            moment.begin(Instant.parse("2026-11-18T10:00:00Z").toEpochMilli(), pack.timeZone());
            moment.touchpoint(event, "web", "en");
            properties.forEach((name, value) -> moment.set(pack.schema().slot(name), value));
            Firing firing = session.fire(moment, new Noted(said));
            if (firing.faultCount() > 0) {
                throw new IllegalStateException(firing.faultMessage(0));
            }
        }
        return said;
    }

    private record Noted(List<String> said) implements Effects {

        @Override
        public void trigger(int index) {}

        @Override
        public void set(String attribute, @Nullable Object value) {
            said.add("set " + attribute + " " + value);
        }

        @Override
        public void move(String journey, String stage) {
            said.add("move " + journey + " " + stage);
        }

        @Override
        public void act(String system, String action, Map<String, Object> arguments) {
            said.add("act " + system + " " + action + " " + arguments);
        }
    }
}
