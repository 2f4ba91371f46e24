package dev.kairos.cli;

import dev.kairos.mistake.Mistake;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import java.nio.file.Path;
import java.util.List;

/** Packs for commands that need one that is in order. */
final class Packs {

    private Packs() {}

    /** The caller closes it. @throws Failure after all mistakes were told */
    static Pack load(Path dir, Terminal terminal) {
        PackResult result = PackLoader.load(dir);
        if (result instanceof PackResult.Loaded loaded) {
            return loaded.pack();
        }
        List<Mistake> mistakes = ((PackResult.Refused) result).mistakes();
        mistakes.forEach(mistake -> terminal.tell(mistake.toString()));
        throw new Failure(
                "the pack " + dir + " has " + mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes"));
    }
}
