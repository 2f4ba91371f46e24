package dev.kairos.http;

import java.util.List;
import java.util.function.Supplier;

/** OpenFeature's remote evaluation protocol, OFREP 0.3.0: a placement is a flag, a fragment its value. */
public final class OfrepRoutes {

    /** Where a page hears that it had better ask again. */
    static final String EVENTS = "/ofrep/v1/events";

    private OfrepRoutes() {}

    /** @param pack the version that is live now */
    public static List<Route> of(Supplier<String> pack) {
        return List.of(
                Route.announced(EVENTS, pack),
                Route.evaluated("/ofrep/v1/evaluate/flags"),
                Route.evaluated("/ofrep/v1/evaluate/flags/{key}"));
    }
}
