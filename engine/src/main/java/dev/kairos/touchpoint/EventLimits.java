package dev.kairos.touchpoint;

/** How much a delivery may hold: the limits of Segment's own servers, which clients keep to. */
public final class EventLimits {

    /** Of a body, unpacked. */
    public static final int BODY_BYTES = 500 * 1024;

    public static final int BATCH_EVENTS = 2_500;
    public static final int EVENT_BYTES = 32 * 1024;
    static final int NAME_CHARS = 256;
    static final int MESSAGE_ID_BYTES = 256;
    static final int CHANNEL_CHARS = 64;
    /** Of a property, dots and all. */
    static final int PROPERTY_NAME_CHARS = 512;
    /** Of objects and arrays within properties. */
    static final int DEPTH = 20;
    /** Of all names of an event together: nesting repeats the outer names, so that little text may become much. */
    static final int ALL_NAMES_CHARS = 4 * EVENT_BYTES;

    private EventLimits() {}
}
