package dev.kairos.cli;

import dev.kairos.DataFolder;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives a profile store another capacity. */
@Command(
        name = "resize",
        sortOptions = false,
        description = {
            "Gives the profile store of a server that is not running another capacity, by copying it. The old one stays"
                    + " in place until the new one is whole, so there must be room for both."
        })
final class ResizeCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data folder.")
    private Path data;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            required = true,
            description = "Profiles of all kinds that it is to have room for, one more for each anonymous id.")
    private long capacity;

    ResizeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (capacity < 1) {
            throw new ParameterException(spec.commandLine(), "--capacity must be at least 1, not " + capacity);
        }
        ProgressLine progress = new ProgressLine(terminal, "resizing", "profiles");
        try {
            ProfileStore.resize(
                    new DataFolder(data).profiles(),
                    capacity,
                    (done, total) -> progress.at(done, total == 0 ? 1 : (double) done / total));
        } catch (StoreException e) {
            throw new Failure(e.getMessage(), e);
        } finally {
            progress.end();
        }
        terminal.say(String.format(Locale.ROOT, "The profile store now has room for %,d profiles.", capacity));
    }
}
