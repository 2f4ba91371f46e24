package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.DataFolder;
import dev.kairos.Engine;
import dev.kairos.http.Route;
import dev.kairos.http.ServerException;
import dev.kairos.journal.JournalException;
import dev.kairos.journey.UpdateException;
import dev.kairos.journey.UpdatePath;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.profile.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Starts engines for commands. */
final class Engines {

    private Engines() {}

    /** @throws Failure with the reason when the store, the log or the port cannot be had */
    static Engine start(Path packDir, Pack pack, Path data, Config config) {
        return start(packDir, pack, data, config, List.of());
    }

    /** The same, with further routes. */
    static Engine start(Path packDir, Pack pack, Path data, Config config, List<Route> more) {
        try {
            return Engine.start(packDir, pack, data, config, more);
        } catch (ServerException e) {
            boolean taken = e.getMessage().contains("in use");
            throw new Failure(e.getMessage() + (taken ? ": choose another with --port" : ""), e);
        } catch (StoreException | JournalException | UpdateException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    /** The update path of a data folder that no server uses, for the pack in that folder. */
    static UpdatePath updates(Path packDir, Pack pack, DataFolder data, Config config) {
        return UpdatePath.open(opening(data, config, text -> {}), pack, packDir);
    }

    /** The same, its profiles made again. @param progress told in words how far it is */
    static UpdatePath rebuilt(Path packDir, Pack pack, DataFolder data, Config config, Consumer<String> progress) {
        return UpdatePath.rebuild(opening(data, config, progress), pack, packDir);
    }

    private static UpdatePath.Opening opening(DataFolder data, Config config, Consumer<String> progress) {
        return new UpdatePath.Opening(
                data.updates(), config.updates(), new Metrics(), InstantSource.system(), progress);
    }
}
