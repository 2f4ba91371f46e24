package dev.kairos.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a pack. */
@Command(name = "pack", description = "Checks a pack.", synopsisSubcommandLabel = "COMMAND")
final class PackCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the pack");
    }
}
