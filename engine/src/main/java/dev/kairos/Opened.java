package dev.kairos;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has been opened, to be closed in the reverse order whatever fails on the way. */
final class Opened {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** @param cause gets what goes wrong while closing as suppressed; null to have it thrown */
    synchronized void closeAll(@Nullable RuntimeException cause) {
        RuntimeException first = cause;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failed) {
                if (first == null) {
                    first = new IllegalStateException("the engine did not close cleanly", failed);
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (cause == null && first != null) {
            throw first;
        }
    }
}
