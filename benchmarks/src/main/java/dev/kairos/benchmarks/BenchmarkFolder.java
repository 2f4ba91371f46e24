package dev.kairos.benchmarks;

import dev.kairos.DataFolder;
import dev.kairos.bench.BenchmarkPack;
import dev.kairos.bench.BenchmarkProfiles;
import dev.kairos.journey.UpdatePath;
import dev.kairos.journey.UpdateSettings;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Makes a folder with {@link BenchmarkPack} and its customers, for a server to be started on and loaded:
 *
 * <pre>java … -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.BenchmarkFolder DIR [PROFILES] [RULES]</pre>
 */
public final class BenchmarkFolder {

    private BenchmarkFolder() {}

    public static void main(String[] args) {
        Path dir = Path.of(args[0]);
        int profiles = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int rules = args.length > 2 ? Integer.parseInt(args[2]) : 200;
        Path folder = BenchmarkPack.write(dir.resolve("pack"), rules);
        UpdatePath.Opening how = new UpdatePath.Opening(
                new DataFolder(dir.resolve("data")).updates(),
                UpdateSettings.DEFAULT.withStoreCapacity(profiles),
                new Metrics(),
                InstantSource.system(),
                text -> {});
        try (Pack pack = PackLoader.load(folder).orThrow();
                UpdatePath updates = UpdatePath.open(how, pack, folder)) {
            BenchmarkProfiles.fill(updates, profiles);
            System.out.printf(
                    "%s: %,d profiles, %d rules%n", dir, updates.profiles().size(), rules);
        }
    }
}
