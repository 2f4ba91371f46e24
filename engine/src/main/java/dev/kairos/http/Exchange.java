package dev.kairos.http;

import dev.kairos.metrics.Step;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.AsyncResult;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The request that a connection is at and its answer, then the next: one at a time and in order. Touched only by the
 * connection's loop.
 */
final class Exchange {

    private enum State {
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

    private static final AsciiString LAST_EVENT_ID = AsciiString.cached("last-event-id");
    private static final String CLOSE = "\r\nconnection: close";
    private static final String KEEP_ALIVE = "\r\nconnection: keep-alive";
    private static final Problem TOO_SLOW = Problem.of(ProblemType.TOO_SLOW, "The rest of the request did not come.");
    /** Up to so many bytes, a refused body is rather read to its end than paid for with a new connection. */
    private static final int DISCARDED_AT_MOST = 64 * 1024;

    private final Loop loop;
    private final HttpConnection connection;
    private final Incoming incoming = new Incoming();
    private final BodyBytes body = new BodyBytes();
    private final HeadMemory memory = new HeadMemory();
    private State state = State.IDLE;
    private @Nullable BodyStream stream;
    private long waitedNanos;

    Exchange(Loop loop, HttpConnection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /** Whether no request has begun. */
    boolean isIdle() {
        return state == State.IDLE;
    }

    /** Whether nothing more can be taken: before a worker is done, or while the caller listens to a stream. */
    boolean isHeldUp() {
        return state == State.WORKING || state == State.LISTENING;
    }

    /** Whether the caller listens to a stream, until one of the two closes. */
    boolean isListening() {
        return state == State.LISTENING;
    }

    /** Whether a worker reads what comes in at its own pace. */
    boolean isStreaming() {
        return state == State.STREAMING;
    }

    boolean knowsHead() {
        return memory.isFilled();
    }

    /**
     * Answers the call that {@code bytes[from, to)} begin with, when its head is known and it is all there.
     *
     * @return where it ends, or {@code from} when it must be read
     */
    int takeKnown(byte[] bytes, int from, int to, long readNanos) {
        KnownHead head = state == State.IDLE ? memory.leading(bytes, from, to, loop.admission()) : null;
        if (head == null) {
            return from;
        }
        int length = head.bodyTo() - head.bodyFrom();
        waitedNanos = loop.waitNanos(readNanos);
        if (length > incoming.maxBodyBytes || loop.isTooLong(waitedNanos)) {
            return from;
        }
        connection.requestIsIn();
        try {
            answerOnLoop(bytes, head.bodyFrom(), length);
        } catch (Exception | StackOverflowError failure) {
            answer(loop.problemOf(failure), true);
        }
        return head.bodyTo();
    }

    /** The last request was these bytes and nothing else: one with the same head may follow. */
    void learnHead(ByteBuf in, int from, int to) {
        if (state == State.IDLE && incoming.mayComeAgain()) {
            memory.learn(in, from, (int) (to - from - incoming.contentLength()), loop.admission());
        }
    }

    void begin(HttpRequest request, long readNanos) {
        memory.forget();
        incoming.reset();
        waitedNanos = loop.waitNanos(readNanos);
        try {
            if (request.decoderResult().isFailure()) {
                throw Malformed.problem(request.decoderResult().cause());
            }
            Route route = loop.admission().admit(request, incoming, loop.isTooLong(waitedNanos));
            if (incoming.expectsContinue()) {
                connection.write(loop.writer().proceed(connection.allocator()));
            }
            if (route.handling() instanceof Route.Streamed streamed) {
                startStream(streamed.work());
            } else {
                state = State.COLLECTING;
            }
        } catch (Problem problem) {
            breakOff();
            answer(problem, false);
        }
    }

    void take(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        try {
            if (content.decoderResult().isFailure()) {
                incoming.giveUp();
                throw Malformed.problem(content.decoderResult().cause());
            }
            switch (state) {
                case COLLECTING -> collect(content.content(), last);
                case STREAMING -> passOn(content.content(), last);
                case DISCARDING -> discard(last);
                default -> {}
            }
        } catch (Problem problem) {
            breakOff();
            answer(problem, last);
        }
    }

    /** The request has not come in within its time. */
    void tooSlow() {
        breakOff();
        if (state == State.IDLE) {
            incoming.reset();
        }
        incoming.giveUp();
        if (state == State.DISCARDING) {
            state = State.CLOSING;
            connection.closeGently();
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
        body.clear();
    }

    private void discard(boolean last) {
        if (last) {
            connection.requestIsIn();
            state = State.IDLE;
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
        connection.requestIsIn();
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
            answer(loop.endpoint().evaluate(evaluation(bytes, length)), true);
            loop.recordWait(waitedNanos);
        } else if (handling instanceof Route.Announced announced) {
            announce(announced);
        } else if (handling instanceof Route.AtOnce atOnce) {
            answer(atOnce.quick().answer(), true);
        } else if (handling instanceof Route.Kept kept) {
            answer(kept.file().answer(headers().get(HttpHeaderNames.IF_NONE_MATCH)), true);
        } else if (handling instanceof Route.OnWorker onWorker) {
            Call call = new Call(incoming.parameter, incoming.query, Arrays.copyOf(bytes, length));
            // Before the work begins: when it ends at once, it is answered within the next line.
            state = State.WORKING;
            loop.work(() -> onWorker.work().answer(call)).onComplete(this::worked);
        } else if (handling instanceof Route.Later later) {
            state = State.WORKING;
            loop.later(later.work(), post(bytes, length)).onComplete(this::worked);
        }
    }

    private void announce(Route.Announced announced) {
        if (!incoming.wantsBody()) {
            answer(Answer.of(EventStreams.TYPE, new byte[0]), true);
            return;
        }
        loop.eventStreams().open(connection, announced.live(), headers().get(LAST_EVENT_ID), incoming.lines);
        state = State.LISTENING;
        loop.count(200);
    }

    private Evaluation evaluation(byte[] bytes, int length) {
        return new Evaluation(
                incoming.parameter.isEmpty() ? null : incoming.parameter,
                bytes,
                length,
                loop.nanoTime(),
                incoming.gpc,
                headers().get(HttpHeaderNames.IF_NONE_MATCH),
                loop.admission().keys().writeKeyIn(headers()));
    }

    /** Of a route that {@linkplain Route#needsHeaders needs} them. */
    private HttpHeaders headers() {
        return Objects.requireNonNull(incoming.headers);
    }

    private Post post(byte[] bytes, int length) {
        Consumer<@Nullable String> bodyKey =
                incoming.keyIsInBody ? loop.admission().keys()::checkWriteKey : any -> {};
        return new Post(incoming.query, headers(), bytes, length, bodyKey);
    }

    private void answerOnLoop(byte[] bytes, int offset, int length) {
        Reply reply = loop.emptyReply();
        loop.endpoint().answer(bytes, offset, length, loop.nanoTime(), incoming.gpc, reply);
        reply.timing(Step.LOOP_WAIT, waitedNanos);
        boolean closing = mustClose(true);
        sent(200, loop.writer().reply(connection.allocator(), reply, lines(closing)), closing, true);
        loop.recordWait(waitedNanos);
    }

    private void startStream(Route.StreamWork work) {
        BodyStream pieces = new BodyStream(connection::readOn);
        stream = pieces;
        state = State.STREAMING;
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
            connection.pauseReading();
        }
        if (last) {
            connection.requestIsIn();
            to.end();
            state = State.WORKING;
        }
    }

    private void worked(AsyncResult<Answer> done) {
        boolean bodyIsIn = state == State.WORKING;
        if (!bodyIsIn && state != State.STREAMING) {
            return;
        }
        breakOff();
        if (done.succeeded()) {
            answer(done.result(), bodyIsIn);
        } else {
            answer(loop.problemOf(done.cause()), bodyIsIn);
        }
        connection.readOn();
    }

    private void answer(Answer answer, boolean bodyIsIn) {
        boolean closing = mustClose(bodyIsIn);
        ByteBuf out = loop.writer().answer(connection.allocator(), answer, lines(closing), incoming.wantsBody());
        sent(answer.status(), out, closing, bodyIsIn);
    }

    private void answer(Problem problem, boolean bodyIsIn) {
        boolean closing = mustClose(bodyIsIn);
        Answer document = incoming.route != null && incoming.route.isOfrep()
                ? OfrepProblem.answer(problem, incoming.parameter)
                : Answer.problem(problem);
        ByteBuf out =
                loop.writer().problem(connection.allocator(), problem, document, lines(closing), incoming.wantsBody());
        sent(document.status(), out, closing, bodyIsIn);
    }

    private void sent(int status, ByteBuf out, boolean closing, boolean bodyIsIn) {
        loop.count(status);
        connection.write(out);
        if (closing) {
            state = State.CLOSING;
            connection.closeGently();
        } else {
            state = bodyIsIn ? State.IDLE : State.DISCARDING;
        }
    }

    private boolean mustClose(boolean bodyIsIn) {
        return !incoming.keepAlive() || loop.isDraining() || !(bodyIsIn || restIsSmall());
    }

    private boolean restIsSmall() {
        return incoming.contentLength() != Incoming.UNKNOWN_LENGTH
                && incoming.contentLength() <= DISCARDED_AT_MOST
                && !incoming.expectsContinue();
    }

    private HeaderLines lines(boolean closing) {
        if (closing) {
            return incoming.lines.plus(CLOSE);
        }
        return incoming.mustHearOfKeepAlive() ? incoming.lines.plus(KEEP_ALIVE) : incoming.lines;
    }
}
