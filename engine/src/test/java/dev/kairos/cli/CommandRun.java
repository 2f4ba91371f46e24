package dev.kairos.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command did. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, System::nanoTime);
        int exitCode = KairosCommand.run(terminal, arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
