package dev.kairos.http;

/**
 * Answers calls at once, on the event loop itself. There is one for each loop, made on it, called only from it and
 * closed on it; so it may reuse whatever it likes, and must not wait for anything.
 */
public interface LoopEndpoint extends AutoCloseable {

    /**
     * Answers one call.
     *
     * @param body holds the whole body, unpacked, from {@code offset}; another call's as soon as this returns
     * @param startNanos {@link System#nanoTime()} when the body was whole: what a deadline counts from
     * @param gpc whether the call said {@code Sec-GPC: 1}
     * @param reply to be given the answer, empty
     * @throws Problem to answer that instead
     */
    void answer(byte[] body, int offset, int length, long startNanos, boolean gpc, Reply reply);

    /**
     * Answers one call of OFREP. Only where there are routes that ask for it.
     *
     * @throws Problem to answer that instead
     */
    default Answer evaluate(Evaluation call) {
        throw new UnsupportedOperationException("OFREP");
    }

    @Override
    default void close() {}
}
