package dev.kairos.http;

import dev.kairos.metrics.Metrics;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The routes for those who run the server. */
final class OperationRoutes {

    private static final String DESCRIPTION = "/dev/kairos/http/openapi.yaml";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private OperationRoutes() {}

    /** @param notReadyBecause null when ready */
    static List<Route> of(Metrics metrics, Supplier<@Nullable String> notReadyBecause) {
        byte[] openApi = StaticFile.bytes(DESCRIPTION);
        return List.of(
                Route.atOnce("GET", "/livez", Need.NO_KEY, () -> Answer.text(200, "alive\n")),
                Route.atOnce("GET", "/readyz", Need.NO_KEY, () -> readiness(notReadyBecause.get())),
                Route.atOnce("GET", "/openapi.yaml", Need.NO_KEY, () -> Answer.of("application/yaml", openApi)),
                Route.onWorker(
                        "GET", "/metrics", Need.SECRET_KEY, call -> Answer.of(PROMETHEUS, metrics.exposition())));
    }

    private static Answer readiness(@Nullable String notReadyBecause) {
        if (notReadyBecause != null) {
            throw Problem.of(ProblemType.NOT_READY, notReadyBecause);
        }
        return Answer.text(200, "ready\n");
    }
}
