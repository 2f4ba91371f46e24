package dev.kairos.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;

/** A raw Vert.x server that answers a POST with its own body. */
final class VertxEcho {

    private VertxEcho() {}

    /** @param parses whether the body is read as JSON and written again; returns the port */
    static int start(boolean parses) {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        if (!vertx.isNativeTransportEnabled()) {
            System.out.println("no native transport: the floor is lower than it should be");
        }
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(parses ? again(body) : body))
                        .onFailure(broken -> request.connection().close()));
        return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private static Buffer again(Buffer body) {
        return new JsonObject(body).toBuffer();
    }
}
