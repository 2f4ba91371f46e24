package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.DataFolder;
import dev.kairos.bulk.BulkLoad;
import dev.kairos.bulk.EventMapping;
import dev.kairos.bulk.EventSink;
import dev.kairos.bulk.LoadCounts;
import dev.kairos.bulk.LoadOptions;
import dev.kairos.bulk.LoadReport;
import dev.kairos.bulk.ProfileSink;
import dev.kairos.journal.JournalException;
import dev.kairos.journey.UpdateException;
import dev.kairos.journey.UpdatePath;
import dev.kairos.pack.Pack;
import dev.kairos.profile.Kind;
import dev.kairos.profile.StoreException;
import dev.kairos.schema.Schema;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads profiles from files. */
@Command(
        name = "load",
        sortOptions = false,
        description = {
            "Loads profiles (or, with --events, touchpoints) from files: CSV with a header and any usual separator, or one JSON object a line; gzipped or"
                    + " not. The first rows are held against the pack's schema before anything is loaded.",
            "A row that cannot be loaded goes with the reason to FILE.rejects, which can be mended and loaded in turn.",
            "Exit code 1 when a row was rejected or a file could not be read to its end."
        },
        footer = {
            "",
            "CSV columns: attributes by name or by the schema's 'from'; the id (userId, or --id); household, company,"
                    + " anonymousId; consent.PURPOSE with yes or no. Words of a set stand between '|'. An empty cell takes"
                    + " the value away. Without a column for the id, a row's number is its id.",
            "",
            "JSON: {\"userId\":\"c-42\",\"attributes\":{\"age\":42},\"household\":\"h-7\",\"consent\":{\"marketing\":true}}",
            "",
            "Example: kairos load --pack rules/retail-bank --data data customers.csv.gz",
            "Touchpoints: kairos load --pack PACK --url http://127.0.0.1:8080 --events mapping.yaml events.csv.gz"
        })
final class LoadCommand implements Callable<Integer> {

    /** Where the profiles go. */
    static final class Target {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                required = true,
                description = "Into the data folder of a server that is not running; made when it is not there.")
        private @Nullable Path data;

        @Option(
                names = "--url",
                paramLabel = "URL",
                required = true,
                description = "Into a running server, e.g. http://127.0.0.1:8080.")
        private @Nullable URI url;
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--pack", paramLabel = "DIR", required = true, description = "The pack, whose schema decides.")
    private Path pack;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A secret key of the server; better in the environment variable KAIROS_KEY.")
    private @Nullable String key;

    @Option(names = "--id", paramLabel = "COLUMN", description = "The CSV column that holds the id.")
    private @Nullable String id;

    @Option(
            names = "--events",
            paramLabel = "MAPPING",
            description = "The files hold touchpoints: a YAML file that says what the columns of a CSV file are, or the"
                    + " word ndjson for events of the Segment family, one a line.")
    private @Nullable String events;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "person",
            description = "Whose profiles the rows of a CSV file are: person, household or company.")
    private Kind kind;

    @Option(
            names = "--replace",
            description = "Replaces profiles that are there already. Otherwise what a row does not name stays.")
    private boolean replace;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration with the capacity (store.capacity) of a store that is made.")
    private @Nullable Path config;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to load, in this order.")
    private List<Path> files;

    LoadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (replace && target.url != null) {
            throw new ParameterException(spec.commandLine(), "--replace goes with --data only");
        }
        if (events != null) {
            return loadEvents(events);
        }
        Config settings = Configs.read(config, terminal);
        try (Pack loaded = Packs.load(pack, terminal)) {
            return target.data != null
                    ? intoFolder(loaded, new DataFolder(target.data), settings)
                    : loadAll(loaded.schema(), new RemoteSink(target.url, keyToUse(), loaded.schema()));
        }
    }

    private int loadEvents(String how) {
        EventMapping mapping = how.equals("ndjson") ? null : EventMappingFile.read(Path.of(how), terminal);
        if (target.url != null) {
            return new EventFiles(mapping, new RemoteEventSink(target.url, keyToUse()), terminal).load(files);
        }
        Config settings = Configs.read(config, terminal);
        try (Pack loaded = Packs.load(pack, terminal);
                UpdatePath updates = Engines.updates(pack, loaded, new DataFolder(target.data), settings)) {
            EventSink sink = new LocalEventSink(updates.intake(), InstantSource.system());
            return new EventFiles(mapping, sink, terminal).load(files);
        } catch (StoreException | JournalException | UpdateException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private @Nullable String keyToUse() {
        return key != null ? key : System.getenv("KAIROS_KEY");
    }

    private int intoFolder(Pack loaded, DataFolder data, Config settings) {
        try (UpdatePath updates = Engines.updates(pack, loaded, data, settings)) {
            return loadAll(loaded.schema(), ProfileSink.into(updates.intake()::applied));
        } catch (StoreException | JournalException | UpdateException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private int loadAll(Schema schema, ProfileSink sink) {
        LoadOptions options = new LoadOptions(kind, id, files.size() == 1, replace, InstantSource.system());
        BulkLoad load = new BulkLoad(schema, options, sink);
        LoadCounts all = LoadCounts.NONE;
        boolean complete = true;
        for (Path file : files) {
            LoadReport report = loadOne(load, file);
            all = all.plus(report.counts());
            complete &= report.isComplete();
        }
        if (files.size() > 1) {
            terminal.say("all files: " + figures(all));
        }
        return complete ? 0 : 1;
    }

    private LoadReport loadOne(BulkLoad load, Path file) {
        String name = String.valueOf(file.getFileName());
        ProgressLine progress = new ProgressLine(terminal, name, "rows");
        LoadReport report = load.load(
                file, (counts, read, inAll) -> progress.at(counts.read(), inAll == 0 ? 1 : (double) read / inAll));
        progress.end();
        report.notes().forEach(note -> terminal.tell(name + ": note: " + note));
        if (!report.refusals().isEmpty()) {
            report.refusals().forEach(refusal -> terminal.tell(name + ": " + refusal));
            terminal.tell(name + ": nothing of it was loaded");
            return report;
        }
        terminal.say(name + ": " + figures(report.counts())
                + String.format(
                        Locale.ROOT,
                        " (%,d rows/s)",
                        progress.perSecond(report.counts().read())));
        if (report.rejects() != null) {
            terminal.tell(name + ": the rejected rows and why are in " + report.rejects());
        }
        if (report.failure() != null) {
            terminal.tell(name + ": stopped before its end: " + report.failure());
        }
        return report;
    }

    private static String figures(LoadCounts counts) {
        return String.format(
                Locale.ROOT,
                "%,d rows: %,d created, %,d updated, %,d rejected",
                counts.read(),
                counts.created(),
                counts.updated(),
                counts.rejected());
    }
}
