package dev.kairos.bench;

import dev.kairos.journey.UpdateFolders;
import java.nio.file.Path;

/**
 * What is where in a folder of data.
 *
 * @param data the folder, as {@code serve --data} takes it
 * @param decisions the log of decisions in it
 */
public record DataPaths(Path data, UpdateFolders updates, Path decisions) {}
