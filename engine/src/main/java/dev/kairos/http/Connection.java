package dev.kairos.http;

/** A connection as its {@link Loop} sees it. Touched only by that loop. */
interface Connection {

    /** Sends what was written since the last time. */
    void flushIfNeeded();

    /** The server stops: closes now when nothing is under way, and otherwise after the answers. */
    void drain();

    /** Ends what has taken too long. To be called every second or so. */
    void sweep(long nowNanos, Limits limits);
}
