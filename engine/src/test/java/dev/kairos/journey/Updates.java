package dev.kairos.journey;

import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.profile.Change;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.profile.WriteResult;
import dev.kairos.touchpoint.Touchpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An update path in a folder, with a pack of little text, for tests. */
public final class Updates implements AutoCloseable {

    public static final UpdateSettings SETTINGS = new UpdateSettings(
            UpdateSettings.DEFAULT.durability(),
            UpdateSettings.DEFAULT.retention(),
            Duration.ZERO,
            new UpdateSettings.Repeats(Duration.ofHours(24), 10_000),
            UpdateSettings.Care.DEFAULT,
            StoreOptions.ofCapacity(10_000));

    private final Pack pack;
    private final UpdatePath path;

    private Updates(Pack pack, UpdatePath path) {
        this.pack = pack;
        this.path = path;
    }

    /** Writes a pack with this schema and nothing else into the folder, and opens. */
    public static Updates open(Path dir, String schema) {
        writePack(dir.resolve("pack"), schema, "", "");
        return open(dir, InstantSource.system(), SETTINGS);
    }

    public static Updates open(Path dir, String schema, long capacity) {
        writePack(dir.resolve("pack"), schema, "", "");
        return open(dir, InstantSource.system(), SETTINGS.withStoreCapacity(capacity));
    }

    /** With the pack that is in the folder. */
    public static Updates open(Path dir, InstantSource clock, UpdateSettings settings) {
        Pack pack = load(dir.resolve("pack"));
        try {
            return new Updates(
                    pack,
                    UpdatePath.open(
                            new UpdatePath.Opening(folders(dir), settings, new Metrics(), clock, text -> {}),
                            pack,
                            dir.resolve("pack")));
        } catch (RuntimeException e) {
            pack.close();
            throw e;
        }
    }

    public static UpdateFolders folders(Path dir) {
        return new UpdateFolders(
                dir.resolve("journal"),
                dir.resolve("profiles"),
                dir.resolve("actions"),
                dir.resolve("packs"),
                dir.resolve("messages"),
                dir.resolve("erasures"));
    }

    public static Pack load(Path packDir) {
        PackResult result = PackLoader.load(packDir);
        if (result instanceof PackResult.Loaded loaded) {
            return loaded.pack();
        }
        throw new IllegalStateException(((PackResult.Refused) result).mistakes().toString());
    }

    public static void writePack(Path dir, String schema, String journeys, String rules) {
        try {
            Files.createDirectories(dir.resolve("rules"));
            Files.writeString(dir.resolve("pack.yaml"), "name: test\ndescription: of a test\ntimeZone: UTC\n");
            Files.writeString(dir.resolve("schema.yaml"), schema);
            Files.writeString(dir.resolve("catalogue.yaml"), """
                    purposes:
                      marketing: denied
                    groups:
                      cards: Cards
                    placements:
                      home.hero: { fallback: default-hero }
                    actions:
                      gold:
                        group: cards
                        value: 1
                        treatments:
                          - { placement: home.hero, fragment: frag-gold }
                    """);
            write(dir.resolve("journeys.yaml"), journeys);
            write(dir.resolve("rules/rules.drl"), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (text.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, text);
        }
    }

    public UpdatePath path() {
        return path;
    }

    public Pack pack() {
        return pack;
    }

    public Intake intake() {
        return path.intake();
    }

    public ProfileStore profiles() {
        return path.profiles();
    }

    /** Waits until the change is applied. */
    public WriteResult change(Change change) {
        return changes(List.of(change), Wait.APPLIED)[0];
    }

    public WriteResult[] changes(List<Change> changes, Wait wait) {
        CompletableFuture<WriteResult[]> results = new CompletableFuture<>();
        intake().changes(changes, wait, results::complete);
        return results.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Waits until they are applied. */
    public Receipt touch(Touchpoint... touchpoints) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        intake().touchpoints(List.of(touchpoints), Wait.APPLIED, receipt::complete);
        return receipt.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        path.close();
        pack.close();
    }
}
