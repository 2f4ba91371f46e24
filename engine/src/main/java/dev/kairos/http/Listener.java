package dev.kairos.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens for one event loop. Those of one server share the listening socket, and connections are dealt out in turn. */
final class Listener extends VerticleBase {

    /** Vert.x takes a negative port for a free one that is shared; 0 would give each loop one of its own. */
    private static final int SHARED_FREE_PORT = -1;

    private static final int BACKLOG = 1024;

    private final Server server;
    private final WorkerExecutor streamWorkers;
    private @Nullable Loop loop;
    private @Nullable NetServer netServer;

    Listener(Server server, WorkerExecutor streamWorkers) {
        this.server = server;
        this.streamWorkers = streamWorkers;
    }

    @Override
    public Future<?> start() {
        ServerSettings settings = server.settings();
        Loop own = new Loop(server, context, streamWorkers);
        own.start();
        loop = own;
        netServer = vertx.createNetServer(new NetServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port() == 0 ? SHARED_FREE_PORT : settings.port())
                        .setAcceptBacklog(BACKLOG)
                        .setTcpKeepAlive(true))
                .connectHandler(own::accept);
        return netServer.listen();
    }

    int port() {
        return netServer.actualPort();
    }

    /** Runs on the event loop, soon. */
    void execute(Runnable task) {
        context.runOnContext(any -> task.run());
    }

    /** On the event loop. */
    void turnTo(Routes routes, Backend backend) {
        if (loop != null) {
            loop.turnTo(routes, backend);
        }
    }

    /** Takes no more connections, answers the calls under way, and closes. Completes when the last one is closed. */
    Future<Void> drain() {
        loop.drain();
        return netServer.shutdown(server.settings().limits().stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Future<?> stop() {
        if (loop != null) {
            loop.close();
        }
        return Future.succeededFuture();
    }
}
