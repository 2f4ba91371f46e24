package dev.kairos.profile;

import java.nio.file.Path;

/**
 * A snapshot that is whole.
 *
 * @param position up to which the journal is in it
 * @param timeMs the time of the last record that is
 */
public record Snapshot(Path file, long position, long timeMs, long entries, long bytes) {}
