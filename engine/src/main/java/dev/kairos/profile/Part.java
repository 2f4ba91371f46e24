package dev.kairos.profile;

/**
 * What a record has at its end, each only if there is something: byte tag (the ordinal + 1), u16 bytes, then that many
 * bytes; in the order of this list, to which one may add at the end.
 */
enum Part {
    /** long first, long last, long due in ms, and if known int definition of the journeys that the states are by. */
    SEEN,
    /** By name: int name, int definition, u16 bytes, the cells. */
    WINDOWS,
    /** By name: int name, int stage or -1, long since, long entered, u16 entries, byte over. */
    JOURNEYS,
    /** As {@link #JOURNEYS}. */
    BASE,
    /**
     * In their order: u16 bytes of the whole item, long at, byte kind, byte which of detail (1) and decision (2) there
     * are, byte name's bytes - 1, name, perhaps likewise detail, perhaps 16 bytes decision, then int triggers.
     */
    PATH,
    /** long base in ms, then by field: int field's id (household -1, company -2), long in ms. */
    TOLD,
    /** By identity: byte kind's prefix, u16 bytes, the id, long at in ms, int source. */
    LINKS,
    /** Each a u16 length and its bytes. */
    USERS,
    /** By purpose, for those that have some: int purpose, u16 bytes, UTF-8. */
    EVIDENCE;

    static final int HEAD_BYTES = 3;
    static final int JOURNEY_BYTES = 27;
    static final int WINDOW_HEAD_BYTES = 10;
    static final int TOLD_BYTES = 12;

    static final int HOUSEHOLD_FIELD = -1;
    static final int COMPANY_FIELD = -2;

    byte tag() {
        return (byte) (ordinal() + 1);
    }
}
