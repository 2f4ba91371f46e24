package dev.kairos.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit code 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "kairos",
        description = "Decides what to show a customer, now.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Exit code: 0 done, 1 failed, 2 wrong usage. 'kairos COMMAND --help' tells more."})
public final class KairosCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "Shows this text.")
    private boolean help;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows where in the program a failure came from.")
    private boolean debug;

    private KairosCommand() {}

    /** Runs one command and returns its exit code. */
    public static int run(Terminal terminal, String... arguments) {
        KairosCommand root = new KairosCommand();
        return commandLine(root, terminal).execute(arguments);
    }

    /** The commands with their options, for those who want to know them. */
    static CommandLine commandLine() {
        return commandLine(new KairosCommand(), Terminal.system());
    }

    private static CommandLine commandLine(KairosCommand root, Terminal terminal) {
        CommandLine all = new CommandLine(root);
        all.addSubcommand(new DemoCommand(terminal));
        all.addSubcommand(new ServeCommand(terminal));
        all.addSubcommand(new LoadCommand(terminal));
        all.addSubcommand(new DecideCommand(terminal));
        all.addSubcommand(new CommandLine(new PackCommand()).addSubcommand(new PackCheckCommand(terminal)));
        all.addSubcommand(new ResizeCommand(terminal));
        all.addSubcommand(new RebuildCommand(terminal));
        all.addSubcommand(new CommandLine(new BenchCommand(terminal)).addSubcommand(new BenchReportCommand(terminal)));
        all.addSubcommand(new VersionCommand(terminal));
        all.setOut(terminal.out());
        all.setErr(terminal.err());
        all.setCaseInsensitiveEnumValuesAllowed(true);
        all.setUsageHelpWidth(100);
        all.setUsageHelpLongOptionsMaxWidth(30);
        all.setParameterExceptionHandler(KairosCommand::wrongUsage);
        all.setExecutionExceptionHandler((e, command, parsed) -> root.failed(e, command));
        return all;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = e.getMessage();
        List<String> suggestions =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String hint = suggestions.isEmpty() ? "" : " (did you mean " + String.join(" or ", suggestions) + "?)";
        command.getErr().println(name + ": " + message + hint);
        command.getErr().println("Try '" + name + " --help'.");
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(Exception e, CommandLine command) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
        if (debug) {
            e.printStackTrace(command.getErr());
        } else if (!(e instanceof Failure)) {
            command.getErr().println("This should not have happened; --debug shows where it did.");
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
