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
 */
public record Backend(
        Function<StepRecorder, LoopEndpoint> decide, List<Route> routes, Supplier<@Nullable String> notReadyBecause) {}
