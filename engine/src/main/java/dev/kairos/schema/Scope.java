package dev.kairos.schema;

import java.util.Locale;

/** Whose attribute it is. The order is that of the slots on a moment. */
public enum Scope {
    PERSON,
    HOUSEHOLD,
    COMPANY,
    /** Given by the channel with the call or the touchpoint, never stored. */
    CONTEXT,
    /** One property per {@link Counter}, in their order. */
    COUNTER,
    /** Two properties per {@link Journey}, in their order: its stage, and since when. */
    JOURNEY;

    /** As written in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its attributes are fields of a stored profile. */
    public boolean isStored() {
        return ordinal() < CONTEXT.ordinal();
    }

    /** Whether its attributes follow from the counters and journeys of the schema and are declared by nobody. */
    public boolean isGenerated() {
        return ordinal() > CONTEXT.ordinal();
    }
}
