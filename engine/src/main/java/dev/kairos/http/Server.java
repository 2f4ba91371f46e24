package dev.kairos.http;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.metrics.StepRecorder;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server: one listening socket, and a number of event loops among which connections are dealt out. Thread-safe.
 */
public final class Server implements AutoCloseable {

    private static final int WORKERS = 8;
    private static final int STREAM_WORKERS = 4;
    private static final String STOPPING = "The server is stopping.";

    private static final Problem TOO_MANY_STREAMS = Problem.busy("There are as many streams as there may be.", 30);

    private final ServerSettings settings;
    private volatile Backend backend;
    private final Metrics metrics;
    private final LongSupplier nanoTime;
    private volatile Routes routes;
    private final QuietLog log;
    private final Vertx vertx;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Server(ServerSettings settings, Backend backend, Metrics metrics, LongSupplier nanoTime) {
        this.settings = settings;
        this.backend = backend;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.log = new QuietLog(nanoTime);
        this.routes = routesOf(backend);
        metrics.gauge(Metric.EVENT_STREAMS, listening::get);
        this.vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setPreferNativeTransport(true)
                        .setEventLoopPoolSize(settings.eventLoops())
                        .setWorkerPoolSize(WORKERS)
                        .setInternalBlockingPoolSize(2)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
    }

    /**
     * Starts, and returns when it listens.
     *
     * @throws ServerException when it cannot or must not listen there
     */
    public static Server start(ServerSettings settings, Backend backend, Metrics metrics) {
        return start(settings, backend, metrics, System::nanoTime);
    }

    static Server start(ServerSettings settings, Backend backend, Metrics metrics, LongSupplier nanoTime) {
        if (settings.keys().isEmpty() && !Hosts.isLoopback(settings.host())) {
            throw new ServerException(
                    "refusing to listen on " + settings.host() + " without keys: configure a write key and a secret"
                            + " key, or listen on 127.0.0.1",
                    null);
        }
        Server server = new Server(settings, backend, metrics, nanoTime);
        try {
            server.listen();
            return server;
        } catch (CompletionException failed) {
            server.vertx.close();
            throw new ServerException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + failed.getCause().getMessage(),
                    failed.getCause());
        }
    }

    private Routes routesOf(Backend of) {
        List<Route> all = new ArrayList<>(of.routes());
        all.add(Route.onLoop("POST", "/v1/decide", Need.WRITE_KEY));
        all.addAll(OperationRoutes.of(metrics, this::notReadyBecause));
        all.addAll(WebClientRoutes.of());
        return new Routes(all, of.isStarting() ? Backend::notYet : null);
    }

    /**
     * Puts the server in front of another backend: each event loop turns to it between two calls. Returns when all have.
     * Not to be called from an event loop.
     */
    public void turnTo(Backend next) {
        Routes nextRoutes = routesOf(next);
        List<Future<?>> turned = new ArrayList<>();
        for (Listener listener : listeners) {
            Promise<Void> done = Promise.promise();
            listener.execute(() -> {
                listener.turnTo(nextRoutes, next);
                done.complete();
            });
            turned.add(done.future());
        }
        Future.join(turned).toCompletionStage().toCompletableFuture().join();
        routes = nextRoutes;
        backend = next;
    }

    private void listen() {
        WorkerExecutor streamWorkers = vertx.createSharedWorkerExecutor("kairos-stream", STREAM_WORKERS);
        vertx.deployVerticle(
                        () -> {
                            Listener listener = new Listener(this, streamWorkers);
                            listeners.add(listener);
                            return listener;
                        },
                        new DeploymentOptions().setInstances(settings.eventLoops()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** The port it listens on. */
    public int port() {
        return listeners.get(0).port();
    }

    /** Whether Linux's epoll is used rather than the JDK's selector. */
    public boolean isNativeTransport() {
        return vertx.isNativeTransportEnabled();
    }

    /**
     * Stops: takes no more connections, tells callers to close, answers the calls under way for as long as the stop
     * timeout allows, and closes the endpoints. Returns when done. Not to be called from an event loop.
     */
    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        List<Future<?>> drained = new ArrayList<>();
        for (Listener listener : listeners) {
            Promise<Void> done = Promise.promise();
            listener.execute(() -> listener.drain().onComplete(done));
            drained.add(done.future());
        }
        Future.join(drained)
                .transform(any -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private @Nullable String notReadyBecause() {
        return stopping.get() ? STOPPING : backend.notReadyBecause().get();
    }

    /** Runs a task on each event loop, for tests that need one to be busy. */
    void executeOnLoops(Runnable task) {
        listeners.forEach(listener -> listener.execute(task));
    }

    ServerSettings settings() {
        return settings;
    }

    Metrics metrics() {
        return metrics;
    }

    Routes routes() {
        return routes;
    }

    QuietLog log() {
        return log;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    LoopEndpoint newEndpoint(StepRecorder recorder) {
        return backend.decide().apply(recorder);
    }

    /** @throws Problem when there are too many already, or the server stops */
    void beginListening() {
        if (stopping.get()) {
            throw Problem.notReady(STOPPING, 1);
        }
        if (listening.incrementAndGet() > settings.limits().eventStreams()) {
            listening.decrementAndGet();
            throw TOO_MANY_STREAMS;
        }
    }

    void endListening() {
        listening.decrementAndGet();
    }

    boolean beginStream() {
        if (streams.incrementAndGet() > STREAM_WORKERS) {
            streams.decrementAndGet();
            return false;
        }
        return true;
    }

    void endStream() {
        streams.decrementAndGet();
    }
}
