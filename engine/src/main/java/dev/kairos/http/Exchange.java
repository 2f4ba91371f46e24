package dev.kairos.http;

import dev.kairos.metrics.Step;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import io.vertx.core.AsyncResult;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, then the next of the same wire: one at a time and in order. Touched only by the
 * connection's loop.
 */
final class Exchange {

    private static final AsciiString LAST_EVENT_ID = AsciiString.cached("last-event-id");
    private static final Problem TOO_SLOW = Problem.of(ProblemType.TOO_SLOW, "The rest of the request did not come.");

    private final Loop loop;
    private final Wire wire;
    private final Incoming incoming = new Incoming();
    private final BodyBytes body = new BodyBytes();
    private ExchangeState state = ExchangeState.IDLE;
    private @Nullable BodyStream stream;
    private long waitedNanos;

    Exchange(Loop loop, Wire wire) {
        this.loop = loop;
        this.wire = wire;
    }

    /** Whether no request has begun. */
    boolean isIdle() {
        return state == ExchangeState.IDLE;
    }

    /** Whether nothing more can be taken: before a worker is done, or while the caller listens to a stream. */
    boolean isHeldUp() {
        return state == ExchangeState.WORKING || state == ExchangeState.LISTENING;
    }

    boolean is(ExchangeState asked) {
        return state == asked;
    }

    /**
     * Answers another call with the head of the last one, which {@linkplain Incoming#mayComeAgain may come again}.
     *
     * @return false when it must be read from its head on
     */
    boolean serveAgain(byte[] bytes, int bodyFrom, int length, long readNanos) {
        waitedNanos = loop.waitNanos(readNanos);
        if (length > incoming.maxBodyBytes || loop.isTooLong(waitedNanos)) {
            return false;
        }
        wire.requestIsIn();
        try {
            answerOnLoop(bytes, bodyFrom, length);
        } catch (Exception | StackOverflowError failure) {
            answer(loop.problemOf(failure), true);
        }
        return true;
    }

    /** The request that was begun last. */
    Incoming incoming() {
        return incoming;
    }

    void begin(HttpRequest request, long readNanos) {
        incoming.reset();
        waitedNanos = loop.waitNanos(readNanos);
        try {
            if (request.decoderResult().isFailure()) {
                throw Malformed.problem(request.decoderResult().cause());
            }
            Route route = loop.admission().admit(request, incoming, loop.isTooLong(waitedNanos));
            if (incoming.expectsContinue()) {
                wire.proceed();
            }
            if (route.handling() instanceof Route.Streamed streamed) {
                startStream(streamed.work());
            } else {
                state = ExchangeState.COLLECTING;
            }
        } catch (Problem problem) {
            breakOff();
            answer(problem, false);
        }
    }

    /** A piece of the body has come in, which may be empty. */
    void take(ByteBuf piece, boolean last) {
        try {
            switch (state) {
                case COLLECTING -> collect(piece, last);
                case STREAMING -> passOn(piece, last);
                case DISCARDING -> discard(last);
                default -> {}
            }
        } catch (Problem problem) {
            breakOff();
            answer(problem, last);
        }
    }

    /** The body makes no sense from here on, and nothing that follows it will. */
    void malformed(@Nullable Throwable cause) {
        incoming.giveUp();
        breakOff();
        answer(Malformed.problem(cause), false);
    }

    /** The request has not come in within its time. */
    void tooSlow() {
        breakOff();
        if (state == ExchangeState.IDLE) {
            incoming.reset();
        }
        incoming.giveUp();
        if (state == ExchangeState.DISCARDING) {
            state = ExchangeState.CLOSING;
            wire.close();
        } else {
            answer(TOO_SLOW, false);
        }
    }

    /** The other side is gone. */
    void breakOff() {
        if (stream != null) {
            stream.breakOff("the rest of the body did not come");
            stream = null;
        }
        if (state == ExchangeState.LISTENING) {
            loop.eventStreams().close(wire);
        }
        body.clear();
    }

    private void discard(boolean last) {
        if (last) {
            wire.requestIsIn();
            state = ExchangeState.IDLE;
        }
    }

    private void collect(ByteBuf piece, boolean last) {
        int more = piece.readableBytes();
        if (body.length() + more > incoming.maxBodyBytes) {
            body.clear();
            throw Admission.tooLarge(incoming.maxBodyBytes);
        }
        if (last && body.length() == 0) {
            byte[] scratch = loop.scratch(more);
            piece.readBytes(scratch, 0, more);
            whole(scratch, more);
        } else {
            body.append(piece);
            if (last) {
                byte[] bytes = body.bytes();
                int length = body.length();
                body.clear();
                whole(bytes, length);
            }
        }
    }

    private void whole(byte[] bytes, int length) {
        wire.requestIsIn();
        try {
            if (incoming.gzip) {
                byte[] unpacked = Gunzip.unpack(bytes, 0, length, incoming.maxBodyBytes);
                dispatch(unpacked, unpacked.length);
            } else {
                dispatch(bytes, length);
            }
        } catch (Exception | StackOverflowError failure) {
            answer(loop.problemOf(failure), true);
        }
    }

    private void dispatch(byte[] bytes, int length) {
        Route.Handling handling = Objects.requireNonNull(incoming.route).handling();
        if (handling instanceof Route.OnLoop) {
            answerOnLoop(bytes, 0, length);
        } else if (handling instanceof Route.Evaluated) {
            answer(
                    loop.endpoint()
                            .evaluate(incoming.evaluation(
                                    bytes,
                                    length,
                                    loop.nanoTime(),
                                    loop.admission().keys())),
                    true);
            loop.recordWait(waitedNanos);
        } else if (handling instanceof Route.Announced announced) {
            announce(announced);
        } else if (handling instanceof Route.AtOnce atOnce) {
            answer(atOnce.quick().answer(), true);
        } else if (handling instanceof Route.Kept kept) {
            answer(kept.file().answer(incoming.header(HttpHeaderNames.IF_NONE_MATCH)), true);
        } else if (handling instanceof Route.OnWorker onWorker) {
            Call call = new Call(incoming.parameter, incoming.query, Arrays.copyOf(bytes, length));
            // Before the work begins: when it ends at once, it is answered within the next line.
            state = ExchangeState.WORKING;
            loop.work(() -> onWorker.work().answer(call)).onComplete(this::worked);
        } else if (handling instanceof Route.Later later) {
            state = ExchangeState.WORKING;
            loop.later(
                            later.work(),
                            incoming.post(bytes, length, loop.admission().keys()))
                    .onComplete(this::worked);
        }
    }

    private void announce(Route.Announced announced) {
        if (!incoming.wantsBody()) {
            answer(Answer.of(EventStreams.TYPE, new byte[0]), true);
            return;
        }
        loop.eventStreams().open(wire, announced.live(), incoming.header(LAST_EVENT_ID), incoming.lines);
        state = ExchangeState.LISTENING;
        loop.count(200);
    }

    private void answerOnLoop(byte[] bytes, int offset, int length) {
        Reply reply = loop.emptyReply();
        loop.endpoint().answer(bytes, offset, length, loop.nanoTime(), incoming.gpc, reply);
        reply.timing(Step.LOOP_WAIT, waitedNanos);
        boolean last = isLast(true);
        loop.count(200);
        wire.reply(reply, incoming, last);
        answered(last, true);
        loop.recordWait(waitedNanos);
    }

    private void startStream(Route.StreamWork work) {
        BodyStream pieces = new BodyStream(wire::readOn);
        stream = pieces;
        state = ExchangeState.STREAMING;
        loop.workOnStream(work, pieces, incoming.gzip).onComplete(done -> {
            if (stream == pieces) {
                worked(done);
            }
        });
    }

    private void passOn(ByteBuf piece, boolean last) {
        byte[] bytes = new byte[piece.readableBytes()];
        piece.readBytes(bytes);
        BodyStream to = Objects.requireNonNull(stream);
        if (to.offer(bytes)) {
            wire.pauseReading();
        }
        if (last) {
            wire.requestIsIn();
            to.end();
            state = ExchangeState.WORKING;
        }
    }

    private void worked(AsyncResult<Answer> done) {
        boolean bodyIsIn = state == ExchangeState.WORKING;
        if (!bodyIsIn && state != ExchangeState.STREAMING) {
            return;
        }
        breakOff();
        if (done.succeeded()) {
            answer(done.result(), bodyIsIn);
        } else {
            answer(loop.problemOf(done.cause()), bodyIsIn);
        }
        wire.readOn();
    }

    private void answer(Answer answer, boolean bodyIsIn) {
        boolean last = isLast(bodyIsIn);
        loop.count(answer.status());
        wire.answer(answer, incoming, last);
        answered(last, bodyIsIn);
    }

    private void answer(Problem problem, boolean bodyIsIn) {
        boolean last = isLast(bodyIsIn);
        Answer document = incoming.document(problem);
        loop.count(document.status());
        wire.problem(problem, document, incoming, last);
        answered(last, bodyIsIn);
    }

    private void answered(boolean last, boolean bodyIsIn) {
        if (last) {
            state = ExchangeState.CLOSING;
            wire.close();
        } else {
            state = bodyIsIn ? ExchangeState.IDLE : ExchangeState.DISCARDING;
        }
    }

    /** Whether nothing more is taken after the answer. */
    private boolean isLast(boolean bodyIsIn) {
        return !incoming.keepAlive() || wire.isEnding() || !(bodyIsIn || incoming.isSmall());
    }
}
