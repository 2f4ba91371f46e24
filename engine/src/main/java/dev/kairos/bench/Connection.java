package dev.kairos.bench;

import java.io.Closeable;
import java.io.IOException;

/**
 * A kept-alive connection with its socket in a selector, to whose key it is attached. Never blocks once it is made. One
 * thread.
 */
interface Connection extends Closeable {

    /** How many requests may be under way on it at a time. */
    int slots();

    /**
     * Sends a request, of which it keeps nothing but a copy; what the socket does not take goes later. There must be a slot
     * free.
     *
     * @param dueNanos given back with the answer
     */
    void send(Request request, long dueNanos) throws IOException;

    /**
     * Goes on, for the socket is ready: sends what is left, reads what there is, tells of answers.
     *
     * @throws IOException also when the server has closed the connection, or says what the protocol does not allow
     */
    void ready() throws IOException;
}
