package dev.kairos.http;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's decide endpoint, which can be replaced while calls come in: what is made elsewhere for another pack
 * version is taken up before the next call, and what served until then is closed on the loop.
 */
public final class DecideLoop implements LoopEndpoint {

    private final AtomicReference<@Nullable DecideEndpoint> next = new AtomicReference<>();
    private DecideEndpoint current;

    public DecideLoop(DecideEndpoint first) {
        current = first;
    }

    /** Any thread. One that was given before and has not been taken up is closed unused. */
    public void replaceBy(DecideEndpoint endpoint) {
        close(next.getAndSet(endpoint));
    }

    @Override
    public void answer(byte[] body, int offset, int length, long startNanos, boolean gpc, Reply reply) {
        newest().answer(body, offset, length, startNanos, gpc, reply);
    }

    @Override
    public Answer evaluate(Evaluation call) {
        return newest().evaluate(call);
    }

    private DecideEndpoint newest() {
        if (next.get() != null) {
            takeUpNext();
        }
        return current;
    }

    private void takeUpNext() {
        DecideEndpoint made = next.getAndSet(null);
        if (made != null) {
            current.close();
            current = made;
        }
    }

    @Override
    public void close() {
        close(next.getAndSet(null));
        current.close();
    }

    private static void close(@Nullable DecideEndpoint endpoint) {
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
