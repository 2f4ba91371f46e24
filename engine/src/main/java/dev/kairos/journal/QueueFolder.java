package dev.kairos.journal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.RollingResourcesCache;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a queue before it is opened, which takes whatever it finds for its own and waits for seconds where
 * something is missing.
 */
final class QueueFolder {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final String NOTES = "metadata.cq4t";
    private static final int BEGINNING_BYTES = 64;

    private static final Map<JournalOptions.Roll, RollCycle> ROLLS = Map.of(
            JournalOptions.Roll.MINUTELY, LegacyRollCycles.MINUTELY,
            JournalOptions.Roll.HOURLY, RollCycles.FAST_HOURLY,
            JournalOptions.Roll.DAILY, RollCycles.FAST_DAILY);
    private static final Map<JournalOptions.Roll, Pattern> NAMES = Map.of(
            JournalOptions.Roll.MINUTELY, Pattern.compile("\\d{8}-\\d{4}\\.cq4"),
            JournalOptions.Roll.HOURLY, Pattern.compile("\\d{8}-\\d{2}F\\.cq4"),
            JournalOptions.Roll.DAILY, Pattern.compile("\\d{8}F\\.cq4"));

    /** The file that is written to. */
    record Newest(Path file, int cycle) {}

    private final Path dir;
    private final RollCycle roll;
    private final TreeMap<Long, Path> files = new TreeMap<>();

    /** @throws JournalException when there is a file that is not the queue's */
    QueueFolder(Path dir, JournalOptions.Roll wanted) throws IOException {
        this.dir = dir;
        List<Path> found;
        try (Stream<Path> all = Files.list(dir)) {
            found = all.filter(file -> file.toString().endsWith(SingleChronicleQueue.SUFFIX))
                    .sorted()
                    .toList();
        }
        JournalOptions.Roll kept = found.isEmpty() ? wanted : rollOf(found.get(0));
        roll = ROLLS.get(kept);
        RollingResourcesCache cycles =
                new RollingResourcesCache(roll, 0, name -> dir.resolve(name).toFile(), QueueFolder::withoutSuffix);
        for (Path file : found) {
            if (rollOf(file) != kept) {
                throw foreign(file, "covers another time than " + found.get(0).getFileName());
            }
            files.put(cycles.toLong(file.toFile()), file);
        }
    }

    /** The one of the files that are there, or else the one that was asked for. */
    RollCycle roll() {
        return roll;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    Newest newest() {
        return new Newest(files.lastEntry().getValue(), files.lastKey().intValue());
    }

    /** All but the newest must begin as files of a queue do. Notes that are none are made again by the queue. */
    void check() throws IOException {
        for (Path file : files.headMap(files.isEmpty() ? 0L : files.lastKey()).values()) {
            requireOurs(file);
        }
        Path notes = dir.resolve(NOTES);
        if (Files.exists(notes) && !beginning(notes).contains("STStore")) {
            LOG.warn("{} is damaged; it is made again", notes);
            Files.delete(notes);
        }
    }

    /** @return whether there is a beginning; a process that was killed as it began the file leaves none */
    static boolean isBegun(Path file) throws IOException {
        String beginning = beginning(file);
        if (beginning.length() < BEGINNING_BYTES || beginning.chars().limit(4).allMatch(c -> c == 0)) {
            return false;
        }
        requireOurs(file);
        return true;
    }

    private static void requireOurs(Path file) throws IOException {
        if (!beginning(file).contains("SCQStore")) {
            throw foreign(file, "does not begin as its files do");
        }
    }

    private static String beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BEGINNING_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private static JournalOptions.Roll rollOf(Path file) {
        for (Map.Entry<JournalOptions.Roll, Pattern> name : NAMES.entrySet()) {
            if (name.getValue().matcher(file.getFileName().toString()).matches()) {
                return name.getKey();
            }
        }
        throw foreign(file, "is not named as its files are");
    }

    private static JournalException foreign(Path file, String why) {
        return new JournalException(file + " " + why
                + ": restore it from a copy if it is a damaged file of this journal, else move it away");
    }

    private static String withoutSuffix(File file) {
        String name = file.getName();
        return name.substring(0, name.length() - SingleChronicleQueue.SUFFIX.length());
    }
}
