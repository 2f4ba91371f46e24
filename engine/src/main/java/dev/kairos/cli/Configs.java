package dev.kairos.cli;

import dev.kairos.Config;
import dev.kairos.mistake.Mistakes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration that a command runs with. */
final class Configs {

    private Configs() {}

    /** @throws Failure after all mistakes were told */
    static Config read(@Nullable Path file, Terminal terminal) {
        Mistakes mistakes = new Mistakes();
        Config config = Config.read(file, System.getenv(), mistakes);
        if (config != null) {
            return config;
        }
        mistakes.sorted().forEach(mistake -> terminal.tell(mistake.toString()));
        throw new Failure("the configuration has mistakes");
    }
}
