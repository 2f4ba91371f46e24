package dev.kairos.client;

/**
 * What happens in a client, for whoever counts it. Each method does nothing unless overridden. They are called by the
 * client's threads, several at a time, and must not block; what they throw is logged and has no other effect.
 */
public interface KairosMetrics {

    /** Counts nothing. */
    KairosMetrics NONE = new KairosMetrics() {};

    /**
     * A decide call was answered.
     *
     * @param nanos since the call
     * @param why null when the server answered
     */
    default void decided(long nanos, WhyDefault why) {}

    /** The circuit has opened, or closed again. */
    default void circuit(boolean open) {}

    /** A touchpoint was accepted; so many are waiting now. */
    default void queued(int waiting) {}

    /** A batch was taken by the server, but for the rows that are told as {@link #dropped}. */
    default void delivered(int touchpoints) {}

    /** A batch could not be sent and will be sent again. */
    default void postponed(int touchpoints, String why) {}

    /** A touchpoint will not be delivered: the {@link DeliveryListener} is told which. */
    default void dropped(Undelivered.Reason reason) {}
}
