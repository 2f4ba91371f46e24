package dev.kairos.rules;

import java.util.Set;

/** When a rule is asked, and what it may then say. */
enum RuleKind {
    /** Rules that do not name {@code event}: asked in a decide call. */
    DECIDE(Set.of("propose", "suppress")),
    /** Rules that name {@code event}: asked as a touchpoint is applied. */
    TOUCHPOINT(Set.of("set", "move", "act")),
    /** Conditions on touchpoints without a consequence, of journeys and counters. */
    TRIGGER(Set.of());

    private final Set<String> methods;

    RuleKind(Set<String> methods) {
        this.methods = methods;
    }

    /** What {@code decision} can do in their consequences. */
    Set<String> methods() {
        return methods;
    }

    /** The class of {@code decision}. */
    Class<?> decision() {
        return this == DECIDE ? Decision.class : Reaction.class;
    }

    static RuleKind of(RuleSource source) {
        for (Token word : source.constraints()) {
            if (word.isName() && (word.is("event") || word.is("getEvent"))) {
                return TOUCHPOINT;
            }
        }
        return DECIDE;
    }
}
