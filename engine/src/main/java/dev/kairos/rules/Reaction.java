package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the consequence of a rule on touchpoints speaks to: the name {@code decision} in DRL. One per
 * {@link TouchpointSession}, used by its thread alone. docs/rules.md documents it for authors.
 */
public final class Reaction {

    private static final int MOST_CHARS = 128;

    private enum Kind {
        SET,
        MOVE,
        ACT
    }

    private final Schema schema;
    private final Firing firing;

    /** What the rule that fires has said so far: kept back until it ends, so that one that fails says nothing. */
    private final List<Kind> kinds = new ArrayList<>();

    private final List<String> subjects = new ArrayList<>();
    private final List<@Nullable Object> objects = new ArrayList<>();
    private final List<Map<String, Object>> arguments = new ArrayList<>();

    Reaction(Schema schema, Firing firing) {
        this.schema = schema;
        this.firing = firing;
    }

    /**
     * Sets an attribute of the person.
     *
     * @param value of the attribute's type; null makes it missing
     * @throws IllegalArgumentException when there is no such attribute, or the value does not suit it
     */
    public void set(String attribute, @Nullable Object value) {
        Attribute declared = schema.attribute(attribute);
        if (declared == null || declared.scope() != Scope.PERSON) {
            throw new IllegalArgumentException("no attribute '" + attribute + "' of a person in the schema");
        }
        say(Kind.SET, declared.name(), RuleValues.value(declared, value));
    }

    /**
     * Moves the person to a stage of a journey, from wherever on it they are, or lets them enter it there.
     *
     * @throws IllegalArgumentException when there is no such journey or stage
     */
    public void move(String journey, String stage) {
        Journey declared = schema.journey(journey);
        if (declared == null || declared.stage(stage) == null) {
            throw new IllegalArgumentException("no stage '" + stage + "' in a journey '" + journey + "'");
        }
        say(Kind.MOVE, declared.name(), stage);
    }

    /**
     * Asks another system to do something, once.
     *
     * @param namesAndValues the arguments, each a name followed by its value; one whose value is missing is left out
     * @throws IllegalArgumentException when a name or value is none that can be passed on
     */
    public void act(String system, String action, Object... namesAndValues) {
        requireName("system", system);
        requireName("action", action);
        Map<String, Object> given = RuleValues.arguments(namesAndValues);
        say(Kind.ACT, system, action);
        arguments.add(given);
    }

    private static void requireName(String what, String name) {
        if (name == null || name.isBlank() || name.length() > MOST_CHARS) {
            throw new IllegalArgumentException(
                    "the name of the " + what + " must have 1 to " + MOST_CHARS + " characters");
        }
    }

    private void say(Kind kind, String subject, @Nullable Object object) {
        kinds.add(kind);
        subjects.add(subject);
        objects.add(object);
    }

    /**
     * Runs one consequence. Whatever it throws is kept from the other rules, and what it said is forgotten; what it said
     * otherwise goes to {@code into}, whose own exceptions are not caught.
     */
    void fire(int rule, BiConsumer<Reaction, MomentBase> consequence, MomentBase moment, Effects into) {
        firing.addFired(rule);
        try {
            consequence.accept(this, moment);
        } catch (Throwable thrown) {
            firing.addFault(rule, thrown);
            forget();
            return;
        }
        try {
            tell(into);
        } finally {
            forget();
        }
    }

    private void tell(Effects into) {
        int acts = 0;
        for (int i = 0; i < kinds.size(); i++) {
            String subject = subjects.get(i);
            Object object = objects.get(i);
            switch (kinds.get(i)) {
                case SET -> into.set(subject, object);
                case MOVE -> into.move(subject, (String) object);
                case ACT -> into.act(subject, (String) object, arguments.get(acts++));
            }
        }
    }

    private void forget() {
        kinds.clear();
        subjects.clear();
        objects.clear();
        arguments.clear();
    }
}
