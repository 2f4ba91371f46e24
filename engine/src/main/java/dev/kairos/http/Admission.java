package dev.kairos.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from its head alone, whether a request is let in and where to: what is refused is refused before its body is
 * read. One for each loop, touched only by it.
 */
final class Admission {

    private static final Problem NO_HOST = Problem.unreadable("The Host header is missing.");
    private static final Problem NOT_LOCAL = Problem.of(
            ProblemType.HOST_REFUSED, "No keys are configured, so that only calls to localhost are answered.");
    private static final Problem SHED =
            Problem.busy("More work is waiting than can be answered in time. Try again later.", 1);

    private final Routes routes;
    private final Keys keys;
    private final Cors cors;
    private final boolean keyless;
    private final int maxBodyBytes;
    private final LongAdder shed;
    private @Nullable String lastGoodHost;

    Admission(Routes routes, ServerSettings settings, LongAdder shed) {
        this.routes = routes;
        this.keys = new Keys(settings.keys());
        this.cors = new Cors(settings.corsOrigins());
        this.keyless = settings.keys().isEmpty();
        this.maxBodyBytes = settings.limits().maxBodyBytes();
        this.shed = shed;
    }

    /**
     * Fills {@code incoming}.
     *
     * @param overloaded whether the request has waited too long for its loop
     * @return the route
     * @throws Problem when it is not let in
     */
    Route admit(HttpRequest request, Incoming incoming, boolean overloaded) {
        incoming.readFraming(request);
        HttpHeaders headers = request.headers();
        checkHost(request, headers);
        Route route = find(request, incoming);
        incoming.route = route;
        if (!route.method().equals("OPTIONS")) {
            incoming.lines = cors.lines(route.need(), headers.get(HttpHeaderNames.ORIGIN));
        }
        if (overloaded && route.need() != Need.NO_KEY) {
            shed.increment();
            throw SHED;
        }
        checkKey(route, incoming, headers);
        incoming.maxBodyBytes = maxBodyBytes(route);
        if (incoming.contentLength() != 0) {
            checkBody(route, incoming, headers);
        }
        return route;
    }

    private void checkHost(HttpRequest request, HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        if (host == null) {
            if (keyless || request.protocolVersion().isKeepAliveDefault()) {
                throw NO_HOST;
            }
        } else if (keyless && !host.equals(lastGoodHost)) {
            if (!headers.getAll(HttpHeaderNames.HOST).stream().allMatch(Hosts::namesLoopback)) {
                throw NOT_LOCAL;
            }
            lastGoodHost = host;
        }
    }

    private Route find(HttpRequest request, Incoming incoming) {
        Route decide = routes.onLoop();
        if (decide != null && request.uri().equals(decide.path()) && request.method() == HttpMethod.POST) {
            return decide;
        }
        String path = PathText.path(request.uri());
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return preflight(path, request.headers(), incoming);
        }
        Routes.Match match = routes.find(request.method().name(), path);
        incoming.query = PathText.query(request.uri());
        incoming.parameter = match.parameter().isEmpty() ? "" : PathText.decode(match.parameter());
        return match.route();
    }

    private Route preflight(String path, HttpHeaders headers, Incoming incoming) {
        String allowed = routes.allowed(path);
        String wanted = headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
        incoming.lines = cors.preflightLines(needOf(wanted, path), wanted, headers.get(HttpHeaderNames.ORIGIN));
        return Route.atOnce("OPTIONS", path, Need.NO_KEY, () -> Answer.empty(204, Map.of("allow", allowed)));
    }

    private Need needOf(@Nullable String method, String path) {
        try {
            return method == null
                    ? Need.NO_KEY
                    : routes.find(method, path).route().need();
        } catch (Problem noSuchMethod) {
            return Need.NO_KEY;
        }
    }

    private void checkBody(Route route, Incoming incoming, HttpHeaders headers) {
        incoming.gzip = MediaTypes.isGzip(headers);
        if (route.mindsType()) {
            MediaTypes.checkType(headers);
        }
        if (incoming.contentLength() > incoming.maxBodyBytes && !(route.handling() instanceof Route.Streamed)) {
            throw tooLarge(incoming.maxBodyBytes);
        }
    }

    private void checkKey(Route route, Incoming incoming, HttpHeaders headers) {
        if (route.needsHeaders()) {
            incoming.headers = headers;
        }
        if (route.need() != Need.WRITE_KEY_ANYWHERE) {
            keys.check(route.need(), headers);
        } else if (!keys.isInHead(headers, PathText.parameter(incoming.query, "writeKey"))) {
            if (!(route.handling() instanceof Route.Later)) {
                throw Keys.MISSING;
            }
            incoming.keyIsInBody = true;
        }
    }

    private int maxBodyBytes(Route route) {
        return route.handling() instanceof Route.Later later
                ? Math.min(maxBodyBytes, later.maxBodyBytes())
                : maxBodyBytes;
    }

    Keys keys() {
        return keys;
    }

    static Problem tooLarge(int maxBodyBytes) {
        return Problem.tooLarge("A body has at most " + maxBodyBytes + " bytes.");
    }
}
