package dev.kairos.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The code of others that a client calls: whatever it throws, the client goes on. Any thread. */
final class Hooks {

    private static final Logger LOG = System.getLogger("dev.kairos.client");

    private final KairosMetrics metrics;
    private final DeliveryListener listener;

    Hooks(KairosMetrics metrics, DeliveryListener listener) {
        this.metrics = metrics;
        this.listener = listener;
    }

    void decided(long nanos, WhyDefault why) {
        guard(() -> metrics.decided(nanos, why));
    }

    void circuit(boolean open) {
        guard(() -> metrics.circuit(open));
    }

    void queued(int waiting) {
        guard(() -> metrics.queued(waiting));
    }

    void delivered(int touchpoints) {
        guard(() -> metrics.delivered(touchpoints));
    }

    void postponed(int touchpoints, String why) {
        guard(() -> metrics.postponed(touchpoints, why));
    }

    void dropped(Undelivered touchpoint) {
        guard(() -> metrics.dropped(touchpoint.reason()));
        guard(() -> listener.undelivered(touchpoint));
    }

    private static void guard(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException mistake) {
            LOG.log(Level.WARNING, "a metrics hook or listener of the Kairos client has failed", mistake);
        }
    }
}
