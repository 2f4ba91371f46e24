package dev.kairos.cli;

import dev.kairos.DataFolder;
import dev.kairos.bench.Bench;
import dev.kairos.bench.BenchException;
import dev.kairos.bench.BenchSettings;
import dev.kairos.bench.Customers;
import dev.kairos.bench.DataPaths;
import dev.kairos.bench.OwnGround;
import dev.kairos.bench.Program;
import dev.kairos.bench.RunningServer;
import dev.kairos.bench.Site;
import dev.kairos.pack.Pack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the server over HTTP. */
@Command(
        name = "bench",
        sortOptions = false,
        description = {
            "Measures Kairos over HTTP on loopback, beside floors: servers that only echo, started by the same program with"
                    + " the same JVM flags and loaded in turn with it. How many calls a second each answers at most; how"
                    + " long they take at half of that, from when each was due; and the highest rate that keeps p99.",
            "Everything it starts it stops. What comes out goes to a folder of its own: docs/bench.md says what is in it."
        },
        footer = {
            "",
            "Examples:",
            "  kairos bench                                     all of it, on a pack and customers made for it",
            "  kairos bench --quick --data /tmp/kairos-bench    under two minutes; customers are made once",
            "  kairos bench --mix decide=90,touchpoint=8,outcome=2 --unknown 5%%",
            "  kairos bench --pack my-pack --profiles 100000    your pack, made-up customers",
            "  kairos bench --url http://127.0.0.1:8080 --pack my-pack --rate 5000    a server that runs"
        })
final class BenchCommand implements Runnable {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final long SEED = 20_261_122;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--pack",
            paramLabel = "DIR",
            description = "Your own pack, rather than one of --rules rules made for this.")
    private @Nullable Path pack;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where to keep the customers that are made, so that they are made once; a temporary folder"
                    + " unless set. With --write-to-data: data that there are already.")
    private @Nullable Path data;

    @Option(
            names = "--write-to-data",
            description =
                    "Takes the data of --data as they are, and writes decisions, touchpoints and outcomes to them:"
                            + " give it a copy.")
    private boolean writeToData;

    @Option(
            names = "--profiles",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many customers there are; ${DEFAULT-VALUE} unless set.")
    private int profiles;

    @Option(
            names = "--rules",
            paramLabel = "N",
            defaultValue = "200",
            description = "Rules of the pack that is made; ${DEFAULT-VALUE} unless set.")
    private int rules;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Loads a server that runs already on this machine, and starts none. Calls are made for --pack,"
                            + " or are in --body.")
    private @Nullable String url;

    @Option(names = "--key", paramLabel = "KEY", defaultValue = "", description = "A key, when that server has keys.")
    private String key;

    @Mixin
    private BenchTraffic traffic = new BenchTraffic();

    @Mixin
    private BenchPlan plan = new BenchPlan();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go; bench-results/DATE-TIME unless set.")
    private @Nullable Path out;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Path results = out == null ? Path.of("bench-results", STAMP.format(LocalDateTime.now())) : out;
        BenchSettings settings = checked(this::settings);
        RunningServer running = url == null ? null : checked(() -> RunningServer.parse(url, key));
        check(results);
        Site site = new Site(
                Installation.home(),
                KairosCommand.class.getPackage().getImplementationVersion(),
                Program.here("dev.kairos.Kairos"),
                BenchCommand::dataPaths,
                results);
        BenchTeller teller = new BenchTeller(terminal);
        try {
            if (running != null) {
                Bench.ofRunning(settings, running, pack, site, teller);
            } else {
                Bench.ofOwnServers(settings, ground(), site, teller);
            }
        } catch (BenchException e) {
            throw new Failure(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } finally {
            teller.done();
        }
    }

    private BenchSettings settings() {
        return new BenchSettings(traffic.settings(profiles), plan.timing(), plan.plan(url != null), options());
    }

    private OwnGround ground() {
        return new OwnGround(pack, rules, profiles, writeToData ? null : data, writeToData ? data : null, this::madeUp);
    }

    /** As the demo makes them. */
    private Site.MadeUp madeUp(Pack of) {
        DemoCustomers customers = new DemoCustomers(of.schema(), of.catalogue(), SEED, Instant.now());
        return new Site.MadeUp(customers.all(profiles), customers.changes(profiles));
    }

    private static DataPaths dataPaths(Path folder) {
        DataFolder data = new DataFolder(folder);
        return new DataPaths(folder, data.updates(), data.decisions());
    }

    private void check(Path results) {
        if (profiles < 1 || profiles > Customers.MOST || rules < 1 || rules > 100_000) {
            throw wrong("--profiles is from 1 to 50,000,000, --rules from 1 to 100,000");
        }
        if (url != null && pack == null && !traffic.hasBodies()) {
            throw wrong("with --url, say --pack or --body, so that there is something to ask for");
        }
        if (url != null && data != null) {
            throw wrong("--data is for a server that is started here, --url for one that runs");
        }
        if (writeToData && (pack == null || data == null)) {
            throw wrong("--write-to-data is of the data in --data, of the pack in --pack");
        }
        if (data != null && !writeToData && Files.isDirectory(data.resolve("journal"))) {
            throw wrong(data + " holds a server's data, and a measurement writes to them: copy them, and say"
                    + " --write-to-data");
        }
        if (Files.exists(results.resolve("run.json"))) {
            throw wrong(results + " holds the results of another run");
        }
    }

    private <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Every option as it was resolved, but for the key. */
    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (OptionSpec option : spec.options()) {
            Object value = option.getValue();
            if (!option.usageHelp() && !option.longestName().equals("--key") && !option.inherited()) {
                options.put(option.longestName().substring(2), value == null ? "" : value.toString());
            }
        }
        options.putAll(plan.resolved());
        return options;
    }
}
