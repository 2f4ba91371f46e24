package dev.kairos.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One decide call: answered by the server or, at its deadline, by default, whichever is first. */
final class Call implements Runnable {

    /** An answer that is a little late leaves its connection usable, so it is waited for, though by nobody else. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int TRIES = 2;

    private final Decider decider;
    private final DecideRequest request;
    private final long startNanos;
    private final long deadlineNanos;
    private final CompletableFuture<Decisions> answer = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private Future<?> deadline = CompletableFuture.completedFuture(null);

    Call(Decider decider, DecideRequest request, long startNanos) {
        this.decider = decider;
        this.request = request;
        this.startNanos = startNanos;
        Duration timeout = request.timeout() == null ? decider.limits.timeout() : request.timeout();
        deadlineNanos = startNanos + timeout.toNanos();
    }

    CompletableFuture<Decisions> answer() {
        return answer;
    }

    void start() {
        try {
            deadline = decider.at(deadlineNanos, this::late);
            decider.send(this);
        } catch (RejectedExecutionException full) {
            answerByDefault(WhyDefault.SATURATED);
        }
    }

    private void late() {
        answerByDefault(WhyDefault.LATE);
    }

    /** On a thread that may wait for the network. */
    @Override
    public void run() {
        if (!answered.get()) {
            answer(ask());
        }
    }

    /** A kept connection may have been closed by the server just when it was to be used, so a second try is made. */
    private Decisions ask() {
        for (int tries = 1; ; tries++) {
            long left = deadlineNanos - decider.nanoTime.getAsLong();
            if (left <= 0) {
                return byDefault(WhyDefault.LATE, null);
            }
            try {
                return ask(left);
            } catch (HttpTimeoutException nothingCame) {
                return byDefault(WhyDefault.LATE, null);
            } catch (ConnectException refused) {
                return byDefault(WhyDefault.UNREACHABLE, refused.toString());
            } catch (IOException broken) {
                if (broken.getCause() instanceof BoundedBody.TooLarge tooLarge) {
                    return byDefault(WhyDefault.UNREADABLE, tooLarge.getMessage());
                }
                if (tries == TRIES) {
                    return byDefault(WhyDefault.UNREACHABLE, broken.toString());
                }
            } catch (InterruptedException | RuntimeException unexpected) {
                return byDefault(WhyDefault.UNREACHABLE, unexpected.toString());
            }
        }
    }

    private Decisions ask(long leftNanos) throws IOException, InterruptedException {
        HttpResponse<String> response = decider.endpoint.decide(
                request.body(decider.limits.serverMs(leftNanos)),
                request.globalPrivacyControl(),
                Duration.ofNanos(leftNanos + GRACE_NANOS));
        return DecideAnswer.read(request, decider.defaults, response.statusCode(), response.body());
    }

    void answerByDefault(WhyDefault why) {
        answer(byDefault(why, null));
    }

    private Decisions byDefault(WhyDefault why, String detail) {
        return Decisions.byDefault(request, decider.defaults, why, detail);
    }

    /** The first answer counts. */
    private void answer(Decisions decisions) {
        if (answered.compareAndSet(false, true)) {
            deadline.cancel(false);
            decider.complete(answer, decisions, startNanos);
        }
    }
}
