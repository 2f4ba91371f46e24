package dev.kairos.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the answers of several connections together, once the loop has served all that was ready: under load a caller
 * is woken once for a batch instead of once for each answer, which is the dearest part of a send on one machine
 * (docs/decisions/0304). With one connection ready it sends at once after it. One event loop.
 */
final class FlushBatch {

    /** So that the first answer does not wait long for the last: at 10 µs an answer, less than 0.1 ms. */
    private static final int MOST = 8;

    private final EventLoop eventLoop;
    private final List<Connection> waiting = new ArrayList<>(MOST);
    private final Runnable endOfIteration = this::endOfIteration;
    private boolean scheduled;

    FlushBatch(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    void add(Connection connection) {
        waiting.add(connection);
        if (waiting.size() == MOST) {
            flush();
        } else if (!scheduled) {
            scheduled = true;
            eventLoop.execute(endOfIteration);
        }
    }

    private void endOfIteration() {
        scheduled = false;
        flush();
    }

    private void flush() {
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).flushIfNeeded();
        }
        waiting.clear();
    }
}
