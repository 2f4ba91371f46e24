package dev.kairos.cli;

import picocli.CommandLine.Command;

/** Says which version this is. */
@Command(name = "version", description = "Says which version of Kairos and of Java this is.")
final class VersionCommand implements Runnable {

    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        String version = KairosCommand.class.getPackage().getImplementationVersion();
        terminal.say("Kairos " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version() + " on "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
}
