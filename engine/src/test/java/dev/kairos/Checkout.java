package dev.kairos;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds files of the project, and data beside it, wherever a test is started. */
public final class Checkout {

    private Checkout() {}

    /** The project's top folder. */
    public static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("engine/pom.xml"))) {
            at = at.getParent();
        }
        return at;
    }

    /** A file of the data that is kept beside the project; where it is missing, the test is skipped and says so. */
    public static Path sharedData(String name) {
        for (Path at = root().getParent(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("skipped: there is no ../shared/data/" + name + " beside the project");
        throw new IllegalStateException("not reached");
    }
}
