package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.Preload;
import dev.kairos.http.ServerSettings;
import dev.kairos.pack.Pack;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server. */
@Command(
        name = "serve",
        sortOptions = false,
        description = {
            "Answers calls over HTTP, deciding by a pack's rules.",
            "Ctrl-C or TERM stops it: calls under way are answered first, then all is closed; exit code 0."
        },
        footer = {
            "",
            "Without keys it listens on loopback only. Keys come from the configuration or from KAIROS_WRITE_KEYS and"
                    + " KAIROS_SECRET_KEYS. docs/config.md describes the configuration.",
            "",
            "Example: kairos serve --pack rules/retail-bank --data data"
        })
final class ServeCommand implements Runnable {

    private final Terminal terminal;

    @Option(names = "--pack", paramLabel = "DIR", required = true, description = "The pack's folder.")
    private Path pack;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Where profiles and the log of decisions are kept; made when it is not there.")
    private Path data;

    @Option(names = "--host", paramLabel = "HOST", description = "Name or address to listen on; 127.0.0.1 unless set.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; 8080 unless set, 0 for any free one.")
    private @Nullable Integer port;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; these options win over it.")
    private @Nullable Path config;

    @Option(
            names = "--until-input-ends",
            hidden = true,
            description =
                    "Stops when the standard input ends, as it does when the process that started this one is gone.")
    private boolean untilInputEnds;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Config settings = withOptions(Configs.read(config, terminal));
        Preload.begin();
        Pack first = Packs.load(pack, terminal);
        Serving serving = Serving.begin(terminal, () -> {});
        try {
            Engine engine = serving.with(Engines.start(pack, first, data, settings));
            terminal.say(String.format(
                    Locale.ROOT,
                    "Kairos decides by %s for %,d profiles at http://%s:%d",
                    first.version(),
                    engine.profiles().size(),
                    settings.server().host(),
                    engine.port()));
        } catch (RuntimeException e) {
            serving.abandon();
            throw e;
        }
        if (untilInputEnds) {
            Serving.stopWhenInputEnds(System.in);
        }
        serving.untilStopped();
    }

    private Config withOptions(Config settings) {
        ServerSettings server = settings.server();
        try {
            server = host == null ? server : server.withHost(host);
            server = port == null ? server : server.withPort(port);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e);
        }
        return settings.withServer(server);
    }
}
