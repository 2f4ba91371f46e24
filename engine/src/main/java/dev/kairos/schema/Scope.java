package dev.kairos.schema;

import java.util.Locale;

/** Whose attribute it is. The order is that of the slots on a moment. */
public enum Scope {
    PERSON,
    HOUSEHOLD,
    COMPANY,
    /** Given by the channel with the call, never stored. */
    CONTEXT;

    /** As written in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
