package dev.kairos.benchmarks;

import dev.kairos.bench.BenchmarkProfiles;
import dev.kairos.bench.BenchmarkSize;
import dev.kairos.metrics.Metrics;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A store of generated profiles. With {@code -Dkairos.benchmarks.cache=DIR} it is kept there for the next fork that wants
 * as many of the same kind; else it is in a temporary folder and goes with {@link #close}.
 */
public final class ProfileFolder implements AutoCloseable {

    /** A system property of the forks. */
    public static final String CACHE = "kairos.benchmarks.cache";

    private static final String FILLED = "filled";
    /** Of 20 attributes with their entry in the map, seen with a million. */
    private static final long BYTES_OF_PROFILE = 450;

    private static final long WORTH_SAYING_BYTES = 100_000_000;

    private final Path dir;
    private final boolean isKept;
    private final ProfileStore store;

    private ProfileFolder(Path dir, boolean isKept, ProfileStore store) {
        this.dir = dir;
        this.isKept = isKept;
        this.store = store;
    }

    /** Opens it, filled. Says beforehand how much disk it takes. */
    public static ProfileFolder open(Schema schema, BenchmarkSize size, int profiles, Metrics metrics) {
        String cache = System.getProperty(CACHE, "");
        try {
            Path dir = cache.isEmpty()
                    ? Files.createTempDirectory("kairos-benchmark")
                    : Files.createDirectories(
                            Path.of(cache).resolve("profiles-" + profiles + "-attributes-" + size.attributes()));
            boolean filled = Files.exists(dir.resolve(FILLED));
            if (!filled) {
                requireSpace(dir, size, profiles);
                remove(dir.resolve("store"));
            }
            // A quarter more, so that no store warns of being full.
            StoreOptions room = StoreOptions.ofCapacity(Math.max(1_000, profiles + profiles / 4));
            ProfileStore store = ProfileStore.open(dir.resolve("store"), schema, room, metrics);
            if (!filled) {
                BenchmarkProfiles.fill(store, profiles, size);
                Files.createFile(dir.resolve(FILLED));
            }
            return new ProfileFolder(dir, !cache.isEmpty(), store);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static void requireSpace(Path dir, BenchmarkSize size, int profiles) throws IOException {
        long needed = profiles * BYTES_OF_PROFILE * size.attributes() / BenchmarkSize.ATTRIBUTES;
        long free = Files.getFileStore(dir).getUsableSpace();
        if (needed >= WORTH_SAYING_BYTES) {
            say(dir, size, profiles, needed, free);
        }
        if (needed > free) {
            throw new IOException("no room for " + profiles + " profiles in " + dir);
        }
    }

    private static void say(Path dir, BenchmarkSize size, int profiles, long needed, long free) {
        System.out.printf(
                "%n%,d profiles of %d attributes take about %,d MB in %s, where %,d MB are free%n",
                profiles, size.attributes(), needed / 1_000_000, dir, free / 1_000_000);
    }

    public ProfileStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        if (!isKept) {
            remove(dir);
        }
    }

    /** With all that is in it; also when there is none. */
    static void remove(Path dir) {
        if (!Files.exists(dir)) {
            return;
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
