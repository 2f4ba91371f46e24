package dev.kairos.rules;

import dev.kairos.mistake.Mistakes;
import dev.kairos.mistake.Nearest;
import dev.kairos.rules.Node.Condition;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Stage;
import java.util.List;

/**
 * Checks the events that the engine itself makes: {@code journey:stage}, when somebody enters a stage. A misspelt one
 * would never come, and nobody would notice.
 */
final class StageEvents {

    private StageEvents() {}

    static void check(RuleSource rule, List<Condition> conditions, Schema schema, Mistakes mistakes) {
        for (Condition condition : conditions) {
            Node.Equality equality = condition.equality();
            if (equality != null && equality.property().equals("event")) {
                check(rule, condition.line(), (String) equality.literal(), schema, mistakes);
            }
        }
    }

    private static void check(RuleSource rule, int line, String event, Schema schema, Mistakes mistakes) {
        int colon = event.indexOf(':');
        Journey journey = colon < 0 ? null : schema.journey(event.substring(0, colon));
        String stage = event.substring(colon + 1);
        if (journey != null && journey.stage(stage) == null) {
            List<String> known = journey.stages().stream().map(Stage::name).toList();
            String nearest = Nearest.hint(stage, known);
            mistakes.add(
                    rule.file(),
                    line,
                    rule.says("journey '" + journey.name() + "' has no stage '" + stage + "'"),
                    nearest != null ? nearest : "stages: " + String.join(", ", known));
        }
    }
}
