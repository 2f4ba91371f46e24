package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.http.ServerException;
import dev.kairos.pack.Pack;
import dev.kairos.profile.StoreException;
import java.nio.file.Path;

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
        } catch (StoreException e) {
            throw new Failure(e.getMessage(), e);
        }
    }
}
