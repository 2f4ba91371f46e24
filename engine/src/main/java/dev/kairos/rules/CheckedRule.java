package dev.kairos.rules;

import dev.kairos.rules.Node.Condition;
import dev.kairos.rules.Node.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule or trigger that has passed every check on its source and is ready to be turned into Java.
 *
 * @param plain its consequence when that is data and needs no code
 */
record CheckedRule(
        RuleInfo info,
        RuleSource source,
        RuleKind kind,
        List<Condition> conditions,
        Map<String, Value> bound,
        @Nullable PlainConsequence plain) {

    boolean isDecide() {
        return kind == RuleKind.DECIDE;
    }
}
