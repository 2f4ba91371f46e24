package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.Preload;
import dev.kairos.http.DecideLimits;
import dev.kairos.journal.Folders;
import dev.kairos.pack.Pack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole thing with nothing else installed. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Serves a pack to made-up customers on loopback, and prints what to try: for",
            "rules/retail-bank, a site in the browser first. Nothing else needs to be installed.",
            "Ctrl-C stops it, and its data is gone unless --data says where to keep it."
        })
final class DemoCommand implements Runnable {

    private static final long SEED = 20_260_501;
    /** A computer that has just been told to start a demo is busy with much else. */
    private static final DecideLimits PATIENT =
            new DecideLimits(Duration.ofSeconds(1), DecideLimits.DEFAULT.maxTimeout());

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on, 0 for any free one; ${DEFAULT-VALUE} unless set.")
    private int port;

    @Option(
            names = "--profiles",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many customers to make up; ${DEFAULT-VALUE} unless set.")
    private int profiles;

    @Option(names = "--pack", paramLabel = "DIR", description = "Another pack than rules/retail-bank.")
    private @Nullable Path pack;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where to keep the data; customers that are there already are kept as they are.")
    private @Nullable Path data;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (profiles < 1 || profiles > 50_000_000 || port < 0 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--profiles is from 1 to 50,000,000, --port from 0 to 65,535");
        }
        Path packDir = pack == null ? Installation.home().resolve("rules/retail-bank") : pack;
        Preload.begin();
        Pack first = Packs.load(packDir, terminal);
        DemoCustomers customers = customers(first, Instant.now());
        Path folder = data == null ? temporary() : data;
        Serving serving = Serving.begin(terminal, () -> deleteIfTemporary(folder));
        try {
            boolean hasSite = DemoSite.fits(first.catalogue());
            Engine engine = serving.with(Engines.start(
                    packDir, first, folder, settings(customers), hasSite ? DemoSite.routes() : List.of()));
            if (engine.profiles().size() == 0) {
                new DemoLoad(engine.intake(), customers, terminal).run(profiles);
            }
            tell(engine, first, hasSite);
        } catch (RuntimeException e) {
            serving.abandon();
            throw e;
        }
        serving.untilStopped();
    }

    /** Those whom the demo makes up for a pack. */
    static DemoCustomers customers(Pack pack, Instant now) {
        return new DemoCustomers(pack.schema(), pack.catalogue(), SEED, now);
    }

    private Config settings(DemoCustomers customers) {
        Config usual = Config.DEFAULT;
        long anonymous = profiles / 3L;
        long entries = profiles + anonymous + customers.households(profiles) + customers.companies(profiles);
        Config.Store store = new Config.Store(Math.max(10_000, entries * 5 / 4));
        return new Config(usual.server().withPort(port), PATIENT, store, usual.decisionLog(), usual.journal());
    }

    private void tell(Engine engine, Pack first, boolean hasSite) {
        terminal.say(String.format(
                Locale.ROOT,
                "Kairos decides by %s for %,d customers, c-1 to %s, at http://127.0.0.1:%d",
                first.version(),
                profiles,
                DemoCustomers.id(profiles),
                engine.port()));
        List<String> tries = new DemoTries(engine.port(), first.catalogue(), profiles).find();
        if (hasSite) {
            terminal.say("");
            terminal.say("Look at its pages, as one customer or another: http://127.0.0.1:" + engine.port() + "/");
        }
        if (!tries.isEmpty()) {
            terminal.say("");
            terminal.say("To try, in another terminal:");
            tries.forEach(terminal::say);
            terminal.say("");
        }
        terminal.say("Ctrl-C stops it.");
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("kairos-demo-");
        } catch (IOException e) {
            throw new Failure("cannot make a folder for the demo's data: " + e.getMessage(), e);
        }
    }

    private void deleteIfTemporary(Path folder) {
        if (data != null) {
            return;
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
