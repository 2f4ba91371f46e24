package dev.kairos.bench;

import dev.kairos.journey.UpdatePath;
import dev.kairos.journey.UpdateSettings;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.profile.Change;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders of data with made-up customers, for servers to be started on. */
final class Stock {

    private static final int BATCH = 1_000;
    private static final int BATCHES_UNDER_WAY = 8;
    private static final long LEAST_CAPACITY = 10_000;
    /** Journal and store of one of 20 attributes, with room to spare. */
    private static final long BYTES_PER_CUSTOMER = 2_000;

    private Stock() {}

    /** Puts customers into a new folder, through the journal as a server would. */
    static void make(DataPaths paths, Path packDir, Pack pack, Site.MadeUp customers, Teller teller) {
        long capacity = Math.max(LEAST_CAPACITY, customers.all() * 5 / 4);
        UpdatePath.Opening how = new UpdatePath.Opening(
                paths.updates(),
                UpdateSettings.DEFAULT.withStoreCapacity(capacity),
                new Metrics(),
                InstantSource.system(),
                text -> {});
        try (UpdatePath updates = UpdatePath.open(how, pack, packDir)) {
            fill(updates, customers, teller);
        }
        teller.done();
    }

    private static void fill(UpdatePath updates, Site.MadeUp customers, Teller teller) {
        Semaphore underWay = new Semaphore(BATCHES_UNDER_WAY);
        AtomicReference<@Nullable WriteResult> refused = new AtomicReference<>();
        List<Change> batch = new ArrayList<>(BATCH);
        long made = 0;
        while (customers.changes().hasNext()) {
            batch.add(customers.changes().next());
            made++;
            if (batch.size() == BATCH || !customers.changes().hasNext()) {
                underWay.acquireUninterruptibly();
                updates.intake().applied(batch, results -> {
                    for (WriteResult result : results) {
                        if (!result.done()) {
                            refused.set(result);
                        }
                    }
                    underWay.release();
                });
                batch = new ArrayList<>(BATCH);
                teller.progress("making customers", made, customers.all());
            }
        }
        underWay.acquireUninterruptibly(BATCHES_UNDER_WAY);
        WriteResult why = refused.get();
        if (why != null) {
            throw new BenchException("a customer could not be stored: " + why.message());
        }
    }

    /** @throws BenchException when there is less room than so many customers and so many seconds of load need */
    static void checkRoom(Path folder, long customers, double seconds, long bytesPerSecond) {
        long needed = customers * BYTES_PER_CUSTOMER + (long) (seconds * bytesPerSecond);
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < needed) {
                throw new BenchException(String.format(
                        Locale.ROOT,
                        "%s has %,d MB free, and this takes about %,d MB: say --data on another disk, or fewer --profiles",
                        folder,
                        free >> 20,
                        needed >> 20));
            }
        } catch (IOException e) {
            throw new BenchException("cannot tell how much room " + folder + " has: " + e.getMessage(), e);
        }
    }

    /** Copies a folder of data that no server has open. */
    static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException("cannot copy " + from + ": " + e.getMessage(), e);
        }
    }
}
