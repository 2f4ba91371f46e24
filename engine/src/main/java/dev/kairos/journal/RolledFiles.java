package dev.kairos.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.RollingResourcesCache;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/** The files of a queue by the cycle they cover, for deleting the old ones. */
final class RolledFiles {

    private final Path dir;
    private final RollCycle roll;
    private final int liveCycle;
    private final long lastIndex;
    private final RollingResourcesCache names;

    RolledFiles(Path dir, SingleChronicleQueue queue) {
        this.dir = dir;
        roll = queue.rollCycle();
        liveCycle = queue.lastCycle();
        lastIndex = queue.lastIndex();
        names = new RollingResourcesCache(
                roll, queue.epoch(), name -> dir.resolve(name).toFile(), RolledFiles::withoutSuffix);
    }

    /** @return how many were deleted */
    int retain(long notBeforeMs, long maxBytes, long keepFromIndex) {
        long keptCycle = keepFromIndex > lastIndex ? liveCycle : roll.toCycle(Math.max(0, keepFromIndex));
        try {
            TreeMap<Long, Path> files = files();
            long bytes = 0;
            for (Path file : files.values()) {
                bytes += Files.size(file);
            }
            int deleted = 0;
            for (Map.Entry<Long, Path> file : files.headMap(keptCycle).entrySet()) {
                long endMs = (file.getKey() + 1) * roll.lengthInMillis();
                if (endMs > notBeforeMs && bytes <= maxBytes) {
                    break;
                }
                bytes -= Files.size(file.getValue());
                Files.delete(file.getValue());
                deleted++;
            }
            return deleted;
        } catch (IOException e) {
            throw new JournalException("cannot delete old files of the journal in " + dir + ": " + e.getMessage(), e);
        }
    }

    private TreeMap<Long, Path> files() throws IOException {
        TreeMap<Long, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(dir)) {
            all.filter(file -> file.toString().endsWith(SingleChronicleQueue.SUFFIX))
                    .forEach(file -> files.put(names.toLong(file.toFile()), file));
        }
        return files;
    }

    private static String withoutSuffix(File file) {
        String name = file.getName();
        return name.substring(0, name.length() - SingleChronicleQueue.SUFFIX.length());
    }
}
