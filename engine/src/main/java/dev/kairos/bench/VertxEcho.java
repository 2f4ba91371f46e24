package dev.kairos.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;

/** A raw Vert.x server that answers a POST with its own body, for one event loop of those that share the port. */
final class VertxEcho extends VerticleBase {

    /** Vert.x takes a negative port for a free one that is shared. */
    private static final int SHARED_FREE_PORT = -1;

    private final boolean parses;
    private final CompletableFuture<Integer> port;

    private VertxEcho(boolean parses, CompletableFuture<Integer> port) {
        this.parses = parses;
        this.port = port;
    }

    /** @param parses whether the body is read as JSON and written again; returns the port */
    static int start(boolean parses, int loops) {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        if (!vertx.isNativeTransportEnabled()) {
            System.out.println("no native transport: the floor is lower than it should be");
        }
        CompletableFuture<Integer> port = new CompletableFuture<>();
        vertx.deployVerticle(() -> new VertxEcho(parses, port), new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return port.join();
    }

    @Override
    public Future<HttpServer> start() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(SHARED_FREE_PORT))
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(parses ? again(body) : body))
                        .onFailure(broken -> request.connection().close()))
                .listen()
                .onSuccess(server -> port.complete(server.actualPort()));
    }

    private static Buffer again(Buffer body) {
        return new JsonObject(body).toBuffer();
    }
}
