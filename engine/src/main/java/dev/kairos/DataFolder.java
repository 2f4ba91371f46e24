package dev.kairos;

import dev.kairos.journey.UpdateFolders;
import java.nio.file.Path;

/** What is where in the folder that {@code --data} names. */
public record DataFolder(Path path) {

    /** The profile store. */
    public Path profiles() {
        return path.resolve("profiles");
    }

    /** What the update path keeps. */
    public UpdateFolders updates() {
        return new UpdateFolders(
                path.resolve("journal"),
                profiles(),
                path.resolve("actions"),
                path.resolve("packs"),
                path.resolve("messages"),
                path.resolve("erasures"));
    }

    /** The decision log. */
    public Path decisions() {
        return path.resolve("decisions");
    }
}
