package dev.kairos.bench;

import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Kairos is started on: a pack and a folder of data. What was made once in a folder is taken as it is the next time.
 *
 * @param made whether the data were made here, so that what a measurement leaves in them may go
 */
record Ground(Path packDir, DataPaths data, boolean made) {

    /** Says of what size the folder was made; written last, so that one that was not finished is made anew. */
    private static final String MARK = "kairos-bench.txt";

    private static final String UNFINISHED = "unfinished";

    /** Of decisions, at a rate that is not often reached. */
    private static final long BYTES_PER_SECOND = 40L << 20;

    /** Finds or makes it. @throws BenchException when the folder holds something else, or has mistakes */
    static Ground prepare(OwnGround wanted, Site site, double secondsOfLoad, Cleanup cleanup, Teller teller) {
        if (wanted.data() != null) {
            Path packDir = wanted.packDir();
            if (packDir == null || !Files.isDirectory(wanted.data())) {
                throw new BenchException("there is no folder of data " + wanted.data());
            }
            return new Ground(packDir, site.dataPaths().apply(wanted.data()), false);
        }
        Path folder = folder(wanted, cleanup);
        Stock.checkRoom(folder, wanted.profiles(), secondsOfLoad, BYTES_PER_SECOND);
        Path packDir = wanted.packDir() == null ? folder.resolve("pack") : wanted.packDir();
        Ground ground = new Ground(packDir, site.dataPaths().apply(folder.resolve("data")), true);
        try {
            ground.make(wanted, folder, teller);
        } catch (IOException e) {
            throw new BenchException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
        cleanup.later(ground::dropDecisions);
        ground.dropDecisions();
        return ground;
    }

    private static Path folder(OwnGround wanted, Cleanup cleanup) {
        try {
            if (wanted.folder() != null) {
                return Files.createDirectories(wanted.folder());
            }
            Path temporary = Files.createTempDirectory("kairos-bench-");
            cleanup.later(() -> Cleanup.delete(temporary));
            return temporary;
        } catch (IOException e) {
            throw new BenchException("cannot make a folder for the data: " + e.getMessage(), e);
        }
    }

    private void make(OwnGround wanted, Path folder, Teller teller) throws IOException {
        String size = wanted.packDir() == null
                ? wanted.rules() + " rules, " + wanted.profiles() + " profiles"
                : wanted.profiles() + " profiles for " + wanted.packDir().toAbsolutePath();
        Path mark = folder.resolve(MARK);
        if (Files.exists(mark)) {
            String there = Files.readString(mark).strip();
            if (there.equals(size)) {
                teller.say("Taking what is in " + folder + ": " + there);
                return;
            }
            if (!there.equals(UNFINISHED)) {
                throw new BenchException(folder + " was made for something else (" + there
                        + "): say another folder, or the same sizes again");
            }
            Cleanup.delete(data.data());
            Cleanup.delete(folder.resolve("pack"));
        } else if (!isEmpty(folder)) {
            throw new BenchException(folder + " is not empty and was not made by 'kairos bench': say another folder");
        }
        Files.writeString(mark, UNFINISHED);
        if (wanted.packDir() == null) {
            BenchmarkPack.write(packDir, wanted.rules());
        }
        long from = System.nanoTime();
        try (Pack pack = loaded(packDir)) {
            Site.MadeUp customers = wanted.packDir() == null
                    ? new Site.MadeUp(BenchmarkProfiles.changes(wanted.profiles()), wanted.profiles())
                    : wanted.madeUp().apply(pack);
            Stock.make(data, packDir, pack, customers, teller);
        }
        Files.writeString(mark, size + "\n");
        teller.say(
                String.format(Locale.ROOT, "Made %s in %s in %.1f s", size, folder, (System.nanoTime() - from) / 1e9));
    }

    /** @throws BenchException with all mistakes */
    static Pack loaded(Path packDir) {
        PackResult result = PackLoader.load(packDir);
        if (result instanceof PackResult.Refused refused) {
            throw new BenchException("the pack " + packDir + " has mistakes:\n"
                    + refused.mistakes().stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
        return result.orThrow();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** What a measurement has left, which the next one need not carry on. */
    private void dropDecisions() {
        if (made) {
            Cleanup.delete(data.decisions());
        }
    }

    /** A copy of the data beside them, for another server. */
    Ground copy(Path folder, Site site) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BenchException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        Stock.copy(data.data(), folder);
        return new Ground(packDir, site.dataPaths().apply(folder), true);
    }

    List<String> serveOptions() {
        return List.of("--pack", packDir.toString(), "--data", data.data().toString());
    }
}
