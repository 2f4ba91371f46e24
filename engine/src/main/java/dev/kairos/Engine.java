package dev.kairos;

import dev.kairos.decision.DecisionLog;
import dev.kairos.http.Backend;
import dev.kairos.http.ConsentRoutes;
import dev.kairos.http.DecisionRoutes;
import dev.kairos.http.OfrepRoutes;
import dev.kairos.http.PackRoutes;
import dev.kairos.http.PersonRoutes;
import dev.kairos.http.PersonSources;
import dev.kairos.http.ProfileRoutes;
import dev.kairos.http.Route;
import dev.kairos.http.Server;
import dev.kairos.http.TouchpointRoutes;
import dev.kairos.journey.Intake;
import dev.kairos.journey.UpdatePath;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.profile.ProfileStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A whole engine: a pack, the update path with the profiles, a decision log and the HTTP server in front of them. Started in one go and
 * closed in the reverse order; both may take seconds.
 */
public final class Engine implements AutoCloseable {

    private final Metrics metrics = new Metrics();
    private final Opened opened = new Opened();
    private final AtomicReference<String> starting = new AtomicReference<>("The server is starting.");
    private final UpdatePath updates;
    private final ProfileStore profiles;
    private final LivePack pack;
    private final Server server;

    private Engine(Path packDir, Pack first, Path dataDir, Config config, List<Route> more) {
        server = Server.start(config.server(), Backend.starting(starting::get), metrics);
        try {
            opened.add(first);
            updates = opened.add(UpdatePath.open(
                    new UpdatePath.Opening(
                            new DataFolder(dataDir).updates(),
                            config.updates(),
                            metrics,
                            InstantSource.system(),
                            starting::set),
                    first,
                    packDir));
            profiles = updates.profiles();
            DecisionLog log =
                    opened.add(DecisionLog.open(dataDir, config.decisionLog(), metrics, InstantSource.system()));
            opened.add(updates.startErasing(Map.of("decision log", log::erase)));
            pack = new LivePack(packDir, first, updates, log, metrics, config.decide());
            server.turnTo(new Backend(pack::newLoop, routes(log, more), updates::stoppedBecause));
            // The first to be closed, though it was the first to be opened.
            opened.add(server);
        } catch (RuntimeException failed) {
            opened.add(server);
            opened.closeAll(failed);
            throw failed;
        }
    }

    private List<Route> routes(DecisionLog log, List<Route> more) {
        List<Route> routes = new ArrayList<>(more);
        routes.addAll(ProfileRoutes.of(
                profiles, updates.intake(), () -> pack.current().schema(), InstantSource.system()));
        routes.addAll(PersonRoutes.of(
                new PersonSources(profiles, updates.customerRecords(), log),
                updates.intake(),
                () -> pack.current().schema(),
                InstantSource.system()));
        routes.addAll(TouchpointRoutes.of(updates.intake()::touchpoints, InstantSource.system(), metrics));
        routes.addAll(OfrepRoutes.of(() -> pack.current().version()));
        routes.addAll(DecisionRoutes.of(log, profiles::decode));
        routes.addAll(PackRoutes.of(pack::current, pack::reload));
        routes.addAll(ConsentRoutes.of(pack::current));
        return routes;
    }

    /**
     * Starts one, and returns when it answers calls. While profiles are rebuilt, which can take minutes, its server
     * answers {@code /livez}, and all other calls with 503; {@code /readyz} says how far it is.
     *
     * @param first the folder's pack, loaded; closed with the engine
     * @param packDir where {@code first} comes from, and where a reload looks
     * @param dataDir made when it does not exist
     * @throws RuntimeException with a message for the operator when the store, the log or the port cannot be had;
     *     whatever was opened is closed again
     */
    public static Engine start(Path packDir, Pack first, Path dataDir, Config config) {
        return start(packDir, first, dataDir, config, List.of());
    }

    /** The same, with further routes: pages that call it, say. */
    public static Engine start(Path packDir, Pack first, Path dataDir, Config config, List<Route> more) {
        return new Engine(packDir, first, dataDir, config, more);
    }

    /** The port that the server listens on. */
    public int port() {
        return server.port();
    }

    public ProfileStore profiles() {
        return profiles;
    }

    /** The way in for all that changes profiles. */
    public Intake intake() {
        return updates.intake();
    }

    /** The pack that is live now. */
    public Pack pack() {
        return pack.current();
    }

    /** Answers the calls under way, then closes everything. */
    @Override
    public void close() {
        opened.closeAll(null);
    }
}
