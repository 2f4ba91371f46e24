package dev.kairos.clients;

/**
 * A published client that delivers to a server whatever happens to it. The n-th event that it is given has the
 * properties {@code n} and {@code square}, and is of the user who is called like the client.
 */
interface DeliveringClient extends AutoCloseable {

    /** The event that all of them deliver. */
    String EVENT = "Delivered";

    String name();

    /** Hands it so many more events, without waiting for their delivery. */
    void give(int events) throws Exception;

    /** Waits until it has delivered all that it was given, or given up. */
    GivenEvents end() throws Exception;

    @Override
    void close();
}
