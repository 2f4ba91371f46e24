package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.DataFolder;
import dev.kairos.Engine;
import dev.kairos.http.ServerException;
import dev.kairos.journal.JournalException;
import dev.kairos.journey.UpdateException;
import dev.kairos.journey.UpdatePath;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.profile.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Starts engines for commands. */
final class Engines {

    private Engines() {}

    /** @throws Failure with the reason when the store, the log or the port cannot be had */
    static Engine start(Path packDir, Pack pack, Path data, Config config) {
        try {
            return Engine.start(packDir, pack, data, config);
        } catch (ServerException e) {
            boolean taken = e.getMessage().contains("in use");
            throw new Failure(e.getMessage() + (taken ? ": choose another with --port" : ""), e);
        } catch (StoreException | JournalException | UpdateException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    /** The update path of a data folder that no server uses, for the pack in that folder. */
    static UpdatePath updates(Path packDir, Pack pack, DataFolder data, Config config) {
        return UpdatePath.open(
                new UpdatePath.Opening(
                        data.updates(), config.updates(), new Metrics(), InstantSource.system(), text -> {}),
                pack,
                packDir);
    }
}
