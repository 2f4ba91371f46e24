package dev.kairos.bench;

import dev.kairos.profile.Change;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a measurement takes place.
 *
 * @param home where Kairos is installed
 * @param version of the jar; null when it is not packaged
 * @param program how servers are started
 * @param dataPaths what is where in a folder of data
 * @param results the folder that is made for what comes out
 */
public record Site(
        Path home, @Nullable String version, Program program, Function<Path, DataPaths> dataPaths, Path results) {

    /** Customers that are made up, in order. @param all how many changes there are, households and companies among them */
    public record MadeUp(Iterator<Change> changes, long all) {}
}
