package dev.kairos.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table of routes: a method and a path lead to one of them. Immutable. */
final class Routes {

    /** A path of the table with its methods. */
    private record Path(String prefix, String suffix, Map<String, Route> byMethod) {

        /** The segment that the parameter stands for, or null when {@code path} is another. */
        @Nullable
        String parameterIn(String path) {
            int end = path.length() - suffix.length();
            boolean fits = end > prefix.length()
                    && path.startsWith(prefix)
                    && path.endsWith(suffix)
                    && path.indexOf('/', prefix.length()) == (suffix.isEmpty() ? -1 : end);
            return fits ? path.substring(prefix.length(), end) : null;
        }
    }

    /**
     * Where a request leads.
     *
     * @param parameter as in the request, not decoded; empty when the path has none
     */
    record Match(Route route, String parameter) {}

    private static final Problem NO_SUCH_PATH =
            Problem.notFound("There is no such path here; /openapi.yaml lists what there is.");

    private final List<Route> all;
    private final Supplier<Problem> noSuchPath;
    private final @Nullable Route onLoop;
    private final Map<String, Path> exact = new HashMap<>();
    private final List<Path> withParameter = new ArrayList<>();

    Routes(List<Route> all) {
        this(all, null);
    }

    /** @param otherwise what is said of a path that is not in the table; null for 404 */
    Routes(List<Route> all, @Nullable Supplier<Problem> otherwise) {
        this.noSuchPath = otherwise == null ? () -> NO_SUCH_PATH : otherwise;
        this.all = List.copyOf(all);
        this.onLoop = all.stream()
                .filter(route -> route.handling() instanceof Route.OnLoop)
                .findFirst()
                .orElse(null);
        Map<String, Path> byPath = new LinkedHashMap<>();
        for (Route route : all) {
            Path path = byPath.computeIfAbsent(route.path(), Routes::newPath);
            if (path.byMethod().put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
        byPath.forEach((text, path) -> {
            if (text.indexOf('{') < 0) {
                exact.put(text, path);
            } else {
                withParameter.add(path);
            }
        });
    }

    private static Path newPath(String text) {
        int open = text.indexOf('{');
        return open < 0
                ? new Path(text, "", new HashMap<>())
                : new Path(text.substring(0, open), text.substring(text.indexOf('}') + 1), new HashMap<>());
    }

    List<Route> all() {
        return all;
    }

    /** The route that is served on the loop itself, and so is looked for first; null when there is none. */
    @Nullable
    Route onLoop() {
        return onLoop;
    }

    /** @throws Problem 404 or 405 */
    Match find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        Path found = exactly(path);
        Route route = found == null ? null : found.byMethod().get(wanted);
        if (route != null) {
            return new Match(route, "");
        }
        for (Path candidate : withParameter) {
            String parameter = candidate.parameterIn(path);
            route = parameter == null ? null : candidate.byMethod().get(wanted);
            if (route != null) {
                return new Match(route, parameter);
            }
        }
        throw Problem.methodNotAllowed(allowed(path));
    }

    /** With a slash at its end as well, where the route bears one. */
    private @Nullable Path exactly(String path) {
        Path found = exact.get(path);
        if (found == null && path.length() > 1 && path.endsWith("/")) {
            found = exact.get(path.substring(0, path.length() - 1));
            return found != null && found.byMethod().values().stream().allMatch(Route::bearsSlash) ? found : null;
        }
        return found;
    }

    /** The methods of a path, for {@code Allow}. @throws Problem 404 when there is no such path */
    String allowed(String path) {
        TreeSet<String> methods = new TreeSet<>();
        Path found = exactly(path);
        if (found != null) {
            methods.addAll(found.byMethod().keySet());
        }
        for (Path candidate : withParameter) {
            if (candidate.parameterIn(path) != null) {
                methods.addAll(candidate.byMethod().keySet());
            }
        }
        if (methods.isEmpty()) {
            throw noSuchPath.get();
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
