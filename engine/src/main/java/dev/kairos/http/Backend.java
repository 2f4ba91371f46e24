package dev.kairos.http;

import dev.kairos.metrics.StepRecorder;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server is in front of.
 *
 * @param decide makes the endpoint of {@code POST /v1/decide} for one event loop, on that loop, with the recorder that
 *     the loop owns
 * @param routes all others, besides those for operations
 * @param notReadyBecause why calls had better be sent elsewhere, or null when they need not; asked often, from any thread
 * @param isStarting whether another one will take its place soon: what is not found is then not ready yet
 */
public record Backend(
        Function<StepRecorder, LoopEndpoint> decide,
        List<Route> routes,
        Supplier<@Nullable String> notReadyBecause,
        boolean isStarting) {

    private static final String STARTING = "The server is starting; /readyz says how far it is.";

    public Backend(
            Function<StepRecorder, LoopEndpoint> decide,
            List<Route> routes,
            Supplier<@Nullable String> notReadyBecause) {
        this(decide, routes, notReadyBecause, false);
    }

    /** Stands in until there is one: all calls but those for operations are answered 503. */
    public static Backend starting(Supplier<String> notReadyBecause) {
        LoopEndpoint notYet = (body, offset, length, startNanos, gpc, reply) -> {
            throw notYet();
        };
        return new Backend(steps -> notYet, List.of(), notReadyBecause::get, true);
    }

    static Problem notYet() {
        return Problem.of(ProblemType.NOT_READY, STARTING);
    }
}
