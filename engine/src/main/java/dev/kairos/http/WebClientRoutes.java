package dev.kairos.http;

import java.util.List;
import java.util.Map;

/** The client for web pages, for those that load it from the server that decides for them. */
final class WebClientRoutes {

    /** A page anywhere may load it, as a module too; a new version is there within the hour at most. */
    private static final Map<String, String> HEADERS = Map.of(
            "cache-control", "public, max-age=600, stale-while-revalidate=3000",
            "access-control-allow-origin", "*",
            "cross-origin-resource-policy", "cross-origin",
            "timing-allow-origin", "*");

    private WebClientRoutes() {}

    static List<Route> of() {
        return List.of(script("/kairos.js"), script("/kairos.mjs"));
    }

    private static Route script(String path) {
        return Route.file(path, StaticFile.ofResource("/dev/kairos/http" + path, HEADERS));
    }
}
