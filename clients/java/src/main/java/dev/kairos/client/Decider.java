package dev.kairos.client;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Sends decide calls from a few threads and watches their deadlines from another. Any thread. */
final class Decider {

    private static final long IDLE_SECONDS = 30;

    final DecideLimits limits;
    final Map<String, String> defaults;
    final Endpoint endpoint;
    final LongSupplier nanoTime;

    private final Circuit circuit;
    private final Hooks hooks;
    private final Executor callbacks;
    private final ThreadPoolExecutor senders;
    private final ScheduledThreadPoolExecutor deadlines;
    private volatile boolean closed;

    Decider(
            Endpoint endpoint,
            DecideLimits limits,
            Circuit circuit,
            Map<String, String> defaults,
            Hooks hooks,
            Executor callbacks) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.circuit = circuit;
        this.defaults = defaults;
        this.hooks = hooks;
        this.callbacks = callbacks;
        nanoTime = System::nanoTime;
        senders = new ThreadPoolExecutor(
                limits.concurrent(),
                limits.concurrent(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waiting()),
                work -> daemon(work, "kairos-decide"));
        senders.allowCoreThreadTimeOut(true);
        deadlines = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "kairos-deadlines"));
        deadlines.setRemoveOnCancelPolicy(true);
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @return what completes by the call's deadline, and never exceptionally */
    CompletableFuture<Decisions> decide(DecideRequest request) {
        Call call = new Call(this, request, nanoTime.getAsLong());
        if (closed) {
            call.answerByDefault(WhyDefault.CLOSED);
        } else if (!circuit.allows(nanoTime.getAsLong())) {
            call.answerByDefault(WhyDefault.CIRCUIT_OPEN);
        } else {
            call.start();
        }
        return call.answer();
    }

    ScheduledFuture<?> at(long deadlineNanos, Runnable late) {
        return deadlines.schedule(late, deadlineNanos - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
    }

    /** @throws RejectedExecutionException when too many are waiting, or all is over */
    void send(Call call) {
        senders.execute(call);
    }

    void complete(CompletableFuture<Decisions> answer, Decisions decisions, long startNanos) {
        learn(decisions.whyDefault());
        hooks.decided(nanoTime.getAsLong() - startNanos, decisions.whyDefault());
        try {
            callbacks.execute(() -> answer.complete(decisions));
        } catch (RuntimeException refused) {
            answer.complete(decisions);
        }
    }

    /** A server that refuses a call is there; of calls that were not sent nothing is known. */
    private void learn(WhyDefault why) {
        if (why == null || why == WhyDefault.REJECTED) {
            if (circuit.succeeded()) {
                hooks.circuit(false);
            }
        } else if (why.isFailure() && circuit.failed(nanoTime.getAsLong())) {
            hooks.circuit(true);
        }
    }

    /** Takes no more calls; those under way are answered by their deadlines. */
    void close() {
        closed = true;
        senders.shutdown();
        deadlines.shutdown();
    }
}
