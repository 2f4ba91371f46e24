package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.DataFolder;
import dev.kairos.journal.JournalException;
import dev.kairos.journey.UpdateException;
import dev.kairos.journey.UpdatePath;
import dev.kairos.pack.Pack;
import dev.kairos.profile.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the profile store again. */
@Command(
        name = "rebuild",
        sortOptions = false,
        description = {
            "Makes the profiles of a server that is not running again, from the newest snapshot and the journal. What was"
                    + " there is put aside until that is done, so there must be room for both.",
            "A server does that by itself when it finds its profiles missing or damaged."
        },
        footer = {"", "Example: kairos rebuild --pack rules/retail-bank --data data"})
final class RebuildCommand implements Runnable {

    private final Terminal terminal;

    @Option(names = "--pack", paramLabel = "DIR", required = true, description = "The pack's folder.")
    private Path pack;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data folder.")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration with the capacity (store.capacity) of the store that is made.")
    private @Nullable Path config;

    RebuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Config settings = Configs.read(config, terminal);
        DataFolder folder = new DataFolder(data);
        if (!Files.isDirectory(folder.updates().journal())) {
            throw new Failure("there is no journal in " + data + ", so there is nothing to rebuild profiles from");
        }
        try (Pack loaded = Packs.load(pack, terminal);
                UpdatePath updates = Engines.rebuilt(pack, loaded, folder, settings, terminal::tell)) {
            terminal.say(String.format(
                    Locale.ROOT, "Rebuilt: %,d entries.", updates.profiles().size()));
        } catch (StoreException | JournalException | UpdateException e) {
            throw new Failure(e.getMessage(), e);
        }
    }
}
