package dev.kairos.cli;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistake;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.schema.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says all that is wrong with a pack. */
@Command(
        name = "check",
        description = {
            "Reads a pack and compiles its rules, and says all that is wrong with it, one 'file:line: what' a line.",
            "Exit code 1 when there is a mistake; notes are none."
        })
final class PackCheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The pack's folder.")
    private Path dir;

    PackCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PackResult result = PackLoader.load(dir);
        for (Mistake note : result.notes()) {
            terminal.say("note: " + note);
        }
        if (result instanceof PackResult.Refused refused) {
            refused.mistakes().forEach(mistake -> terminal.say(mistake.toString()));
            terminal.tell(counted(refused.mistakes().size(), "mistake") + " in " + dir);
            return 1;
        }
        try (Pack pack = ((PackResult.Loaded) result).pack()) {
            terminal.say(pack.version() + ": " + String.join(", ", contents(pack)) + ". No mistakes.");
        }
        return 0;
    }

    private static List<String> contents(Pack pack) {
        List<String> contents = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            int attributes = pack.schema().of(scope).size();
            if (attributes > 0 && !scope.isGenerated()) {
                contents.add(attributes + " " + scope.word() + (attributes == 1 ? " attribute" : " attributes"));
            }
        }
        if (!pack.schema().counters().isEmpty()) {
            contents.add(counted(pack.schema().counters().size(), "counter"));
        }
        if (!pack.schema().journeys().isEmpty()) {
            contents.add(counted(pack.schema().journeys().size(), "journey"));
        }
        Catalogue catalogue = pack.catalogue();
        contents.add(counted(catalogue.placements().size(), "placement"));
        contents.add(counted(catalogue.groups().size(), "group"));
        contents.add(counted(catalogue.actions().size(), "action"));
        contents.add(counted(pack.rules().rules().size(), "rule"));
        return contents;
    }

    static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
