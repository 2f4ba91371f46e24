package dev.kairos.http;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.metrics.Step;
import dev.kairos.metrics.StepRecorder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What the connections of one event loop share. Touched only by that loop, unless a method says otherwise. */
final class Loop {

    private static final long SWEEP_MILLIS = 250;
    private static final int MOST_AT_WORK = 256;
    /** What is longer is read by a worker, so that no call waits behind it. */
    private static final int READ_ON_LOOP = 8 * 1024;

    private static final int LARGEST_SCRATCH = 64 * 1024;
    /** Netty's own go down to 64 bytes, and then a request comes in two reads, with the body in two pieces. */
    private static final RecvByteBufAllocator READ_SIZES = new AdaptiveRecvByteBufAllocator(2_048, 4_096, 65_536);

    private static final Problem TOO_MUCH_WORK = Problem.busy("Too many calls of this kind are under way.", 1);
    private static final Problem NOT_GZIP =
            Problem.unreadable("The body is not whole, valid gzip; what came before the damage was taken.");
    private static final Problem FAILED =
            Problem.of(ProblemType.FAILED, "The call could not be answered. The server's log says more.");

    private final Server server;
    private final ServerSettings settings;
    private final Context vertxContext;
    private final EventLoop eventLoop;
    private LoopEndpoint endpoint;
    private Admission admission;
    private final LoopWait loopWait;
    private final StepRecorder recorder;
    private final Metrics metrics;
    private final WorkerExecutor streamWorkers;
    private final LongAdder[] byStatus = new LongAdder[600];
    private final AnswerLines answerLines = new AnswerLines();
    private final ResponseWriter writer = new ResponseWriter(answerLines);
    private final FieldWriter fields = new FieldWriter(answerLines);
    private final FrameWriter frames = new FrameWriter();
    private final Reply reply = new Reply();
    private final FlushBatch flushes;
    private final Set<Connection> connections = new HashSet<>();
    private final EventStreams eventStreams;
    private byte[] scratch = new byte[4096];
    private int atWork;
    private boolean draining;

    Loop(Server server, Context vertxContext, WorkerExecutor streamWorkers) {
        this.server = server;
        this.settings = server.settings();
        this.vertxContext = vertxContext;
        this.eventLoop = ((ContextInternal) vertxContext).nettyEventLoop();
        this.flushes = new FlushBatch(eventLoop);
        this.streamWorkers = streamWorkers;
        this.metrics = server.metrics();
        this.recorder = metrics.newStepRecorder();
        this.endpoint = server.newEndpoint(recorder);
        this.admission = new Admission(server.routes(), settings, metrics.counter(Metric.HTTP_SHED));
        this.eventStreams = new EventStreams(server);
        this.loopWait = new LoopWait(
                eventLoop, server::nanoTime, settings.limits().shedAfter().toNanos());
    }

    /** From the next call on. */
    void turnTo(Routes routes, Backend backend) {
        endpoint.close();
        endpoint = backend.decide().apply(recorder);
        admission = new Admission(routes, settings, metrics.counter(Metric.HTTP_SHED));
    }

    void start() {
        loopWait.start();
        sweep();
    }

    /** Takes over a connection that Vert.x has accepted. */
    void accept(NetSocket socket) {
        ChannelHandlerContext vertxHandler = ((NetSocketInternal) socket).channelHandlerContext();
        vertxHandler.channel().config().setRecvByteBufAllocator(READ_SIZES);
        HttpConnection connection = new HttpConnection(this, vertxHandler);
        vertxHandler.pipeline().addBefore(vertxHandler.name(), "decoder", new RequestDecoder(connection));
        vertxHandler.pipeline().addBefore(vertxHandler.name(), "connection", connection);
        connections.add(connection);
    }

    boolean speaksHttp2() {
        return settings.limits().http2Streams() > 0;
    }

    /** Lets a connection that has read the {@linkplain H2Preface preface} go on in HTTP/2. */
    void turnToHttp2(HttpConnection from, ChannelHandlerContext vertxHandler) {
        H2Connection next = H2Codec.newConnection(this, settings.limits().http2Streams());
        connections.remove(from);
        connections.add(next);
        H2Preface.turn(from, next, vertxHandler);
        if (draining) {
            next.drain();
        }
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }

    /** No more requests on the connections there are, once those under way are answered. */
    void drain() {
        draining = true;
        List.copyOf(connections).forEach(Connection::drain);
    }

    void close() {
        endpoint.close();
    }

    boolean isDraining() {
        return draining;
    }

    long nanoTime() {
        return server.nanoTime();
    }

    void socketRead(long nowNanos) {
        loopWait.socketRead(nowNanos);
    }

    /** How long what was read just now has waited for this loop, at most. */
    long waitNanos(long readNanos) {
        return loopWait.nanos(readNanos);
    }

    boolean isTooLong(long waitedNanos) {
        return loopWait.isTooLong(waitedNanos);
    }

    Admission admission() {
        return admission;
    }

    LoopEndpoint endpoint() {
        return endpoint;
    }

    EventStreams eventStreams() {
        return eventStreams;
    }

    FlushBatch flushes() {
        return flushes;
    }

    ResponseWriter writer() {
        return writer;
    }

    FieldWriter fields() {
        return fields;
    }

    FrameWriter frames() {
        return frames;
    }

    int maxBodyBytes() {
        return settings.limits().maxBodyBytes();
    }

    Reply emptyReply() {
        reply.clear();
        return reply;
    }

    /** An array to be used until the next call of this; large ones are not kept. */
    byte[] scratch(int length) {
        if (length > LARGEST_SCRATCH) {
            return new byte[length];
        }
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        return scratch;
    }

    void recordWait(long waitNanos) {
        recorder.record(Step.LOOP_WAIT, waitNanos);
    }

    void count(int status) {
        LongAdder counter = byStatus[status];
        if (counter == null) {
            counter = metrics.counter(Metric.HTTP_REQUESTS, Integer.toString(status));
            byStatus[status] = counter;
        }
        counter.increment();
    }

    /** On a worker; the future completes on this loop. */
    Future<Answer> work(Callable<Answer> work) {
        if (atWork >= MOST_AT_WORK) {
            throw TOO_MUCH_WORK;
        }
        atWork++;
        return vertxContext.executeBlocking(work, false).onComplete(done -> atWork--);
    }

    /** On this loop, or on a worker when there is much to read; the future completes on this loop. */
    Future<Answer> later(Route.Begin work, Post post) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        if (post.length() <= READ_ON_LOOP) {
            work.begin(post, answer);
        } else {
            byte[] kept = Arrays.copyOf(post.body(), post.length());
            Post own = new Post(post.query(), post.headers(), kept, kept.length, post.bodyKey());
            vertxContext
                    .executeBlocking(
                            () -> {
                                work.begin(own, answer);
                                return answer;
                            },
                            false)
                    .onFailure(answer::completeExceptionally);
        }
        return Future.fromCompletionStage(answer, vertxContext);
    }

    /** On one of a few workers kept for streams; the future completes on this loop. */
    Future<Answer> workOnStream(Route.StreamWork work, InputStream body, boolean gzip) {
        if (!server.beginStream()) {
            throw TOO_MUCH_WORK;
        }
        return streamWorkers
                .executeBlocking(() -> answer(work, body, gzip), false)
                .onComplete(done -> server.endStream());
    }

    private static Answer answer(Route.StreamWork work, InputStream body, boolean gzip) throws IOException {
        try {
            return work.answer(gzip ? new GZIPInputStream(body, 64 * 1024) : body);
        } catch (ZipException | EOFException damaged) {
            throw NOT_GZIP;
        }
    }

    /** What to tell the caller of a failure; the log is told of those that are no problem of the caller's. */
    Problem problemOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        server.log().warn("A call failed", failure);
        return FAILED;
    }

    private void sweep() {
        long now = nanoTime();
        if (answerLines.setTime(System.currentTimeMillis())) {
            writer.renew();
            fields.renew();
        }
        for (Connection connection : List.copyOf(connections)) {
            connection.sweep(now, settings.limits());
        }
        eventStreams.sweep(now);
        if (!eventLoop.isShuttingDown()) {
            eventLoop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
