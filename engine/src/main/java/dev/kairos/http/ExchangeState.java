package dev.kairos.http;

/** How far an {@link Exchange} is. */
enum ExchangeState {
    /** Between requests, or while the head of one comes in. */
    IDLE,
    /** The body comes in. */
    COLLECTING,
    /** The body comes in and is passed on to a worker. */
    STREAMING,
    /** The request is in and a worker is at it. */
    WORKING,
    /** Answered with a stream that stays open; nothing more is taken. */
    LISTENING,
    /** Answered; the rest of the body is thrown away. */
    DISCARDING,
    /** Answered for the last time. */
    CLOSING
}
