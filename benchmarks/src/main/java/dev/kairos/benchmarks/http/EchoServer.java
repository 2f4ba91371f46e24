package dev.kairos.benchmarks.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.util.Set;

/**
 * The floor: a raw Vert.x server that answers a POST with its own body. One event loop, native transport, nothing
 * else. {@code java -cp benchmarks.jar dev.kairos.benchmarks.http.EchoServer --port 18081}
 */
public final class EchoServer {

    private EchoServer() {}

    public static void main(String[] args) {
        int port = new Options(args, Set.of("port")).number("port", 18_081);
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        if (!vertx.isNativeTransportEnabled()) {
            System.err.println("no native transport: the floor is lower than it should be");
        }
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(body)))
                .listen()
                .onSuccess(server -> System.out.println("echo on " + server.actualPort()))
                .onFailure(reason -> {
                    System.err.println("cannot listen on " + port + ": " + reason.getMessage());
                    System.exit(1);
                });
    }
}
