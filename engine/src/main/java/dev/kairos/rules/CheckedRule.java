package dev.kairos.rules;

import dev.kairos.rules.Node.Condition;
import dev.kairos.rules.Node.Value;
import java.util.List;
import java.util.Map;

/** A rule or trigger that has passed every check on its source and is ready to be turned into Java. */
record CheckedRule(
        RuleInfo info, RuleSource source, RuleKind kind, List<Condition> conditions, Map<String, Value> bound) {

    boolean isDecide() {
        return kind == RuleKind.DECIDE;
    }
}
