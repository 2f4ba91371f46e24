package dev.kairos;

import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.ServerSettings;
import dev.kairos.journey.UpdateSettings;
import dev.kairos.mistake.Mistakes;
import dev.kairos.pack.YamlMap;
import dev.kairos.pack.YamlReader;
import dev.kairos.profile.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator can set, read once at the start and valid. docs/config.md describes each key.
 *
 * @param server how the server listens, and what it takes on
 * @param decide how long a decision may take
 * @param store the profile store
 * @param decisionLog what is kept of decisions
 * @param journal the update path
 */
public record Config(
        ServerSettings server,
        DecideLimits decide,
        Store store,
        DecisionLogSettings decisionLog,
        UpdateSettings journal) {

    public static final Config DEFAULT =
            new Config(ServerSettings.DEFAULT, DecideLimits.DEFAULT, Store.DEFAULT, DecisionLogSettings.DEFAULT);

    /** With the defaults for the update path. */
    public Config(ServerSettings server, DecideLimits decide, Store store, DecisionLogSettings decisionLog) {
        this(server, decide, store, decisionLog, UpdateSettings.DEFAULT);
    }

    /** The update path, with the capacity of a store that it makes. */
    public UpdateSettings updates() {
        return journal.with(journal.store().withCapacity(store.capacity()).withCheckedFirst(store.checkedFirst()));
    }

    public Config withServer(ServerSettings other) {
        return new Config(other, decide, store, decisionLog, journal);
    }

    /** Comma-separated write keys, in place of {@code keys.write}. */
    public static final String WRITE_KEYS = "KAIROS_WRITE_KEYS";

    /** Comma-separated secret keys, in place of {@code keys.secret}. */
    public static final String SECRET_KEYS = "KAIROS_SECRET_KEYS";

    /**
     * @param capacity profiles of all kinds that a new store has room for; {@code kairos resize} changes one
     * @param checkedFirst a larger store that was closed in order is checked while it is used, not before
     */
    public record Store(long capacity, long checkedFirst) {
        public static final Store DEFAULT = new Store(StoreOptions.DEFAULT_CAPACITY);

        public Store(long capacity) {
            this(capacity, StoreOptions.DEFAULT_CHECKED_FIRST);
        }
    }

    /**
     * Reads a file over the defaults, and the keys of the environment over the file.
     *
     * @param file null for the defaults alone
     * @param environment as of {@link System#getenv()}
     * @return null after at least one mistake was added: all of them are found at once
     */
    public static @Nullable Config read(@Nullable Path file, Map<String, String> environment, Mistakes mistakes) {
        String name = file == null ? "environment" : file.toString();
        YamlMap root = null;
        if (file != null) {
            byte[] content = content(file, mistakes);
            root = content == null || isBlank(content) ? null : YamlReader.read(name, content, mistakes);
        }
        Config config = mistakes.isEmpty() ? new ConfigReader(name, environment, mistakes).read(root) : null;
        return mistakes.isEmpty() ? config : null;
    }

    private static byte @Nullable [] content(Path file, Mistakes mistakes) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            mistakes.add(file.toString(), 0, "there is no such file");
        } catch (IOException e) {
            mistakes.add(file.toString(), 0, "cannot be read: " + e.getMessage());
        }
        return null;
    }

    /** Nothing but comments: the defaults. */
    private static boolean isBlank(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }
}
