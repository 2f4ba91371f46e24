package dev.kairos.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule as read from its file, not yet checked against the moment or the catalogue.
 *
 * @param line of the word {@code rule}
 * @param momentName the name that the pattern binds the moment to, e.g. {@code $m}
 * @param constraints the words between the pattern's brackets
 * @param close the closing bracket, which marks the end of the constraints
 * @param then the text between {@code then} and {@code end}
 * @param thenLine line on which that text starts
 */
record RuleSource(
        String file,
        String name,
        int line,
        Attributes attributes,
        @Nullable Token momentName,
        List<Token> constraints,
        Token close,
        String then,
        int thenLine) {

    /** What may stand between a rule's name and its {@code when}. */
    record Attributes(
            int salience, boolean enabled, @Nullable String activationGroup) {
        static final Attributes NONE = new Attributes(0, true, null);

        Attributes withSalience(int value) {
            return new Attributes(value, enabled, activationGroup);
        }

        Attributes withEnabled(boolean value) {
            return new Attributes(salience, value, activationGroup);
        }

        Attributes withActivationGroup(String value) {
            return new Attributes(salience, enabled, value);
        }
    }

    /** The source of a trigger: conditions without a consequence. */
    static RuleSource ofTrigger(Trigger trigger, List<Token> constraints, Token close) {
        return new RuleSource(
                trigger.file(), "", trigger.line(), Attributes.NONE, null, constraints, close, "", trigger.line());
    }

    /** {@code rule "x": } in front of a message, or {@code when: } for a trigger, which has no name. */
    String says(String message) {
        return name.isEmpty() ? "when: " + message : says(name, message);
    }

    static String says(String ruleName, String message) {
        return "rule \"" + ruleName + "\": " + message;
    }
}
