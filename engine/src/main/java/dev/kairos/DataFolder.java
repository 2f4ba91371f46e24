package dev.kairos;

import java.nio.file.Path;

/** What is where in the folder that {@code --data} names. */
public record DataFolder(Path path) {

    /** The profile store. */
    public Path profiles() {
        return path.resolve("profiles");
    }

    /** The decision log. */
    public Path decisions() {
        return path.resolve("decisions");
    }
}
