package dev.kairos.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Where a command writes: results to standard output, progress and trouble to standard error.
 *
 * @param interactive whether a person watches, who is shown a bar that moves
 * @param nanoTime the clock that paces progress
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, LongSupplier nanoTime) {

    /** That of this process. The launcher says whether a person watches; without it the JVM is asked. */
    public static Terminal system() {
        String told = System.getProperty("kairos.terminal");
        boolean interactive = told == null
                ? System.console() != null && Runtime.version().feature() < 22
                : Boolean.parseBoolean(told);
        return new Terminal(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), interactive, System::nanoTime);
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void tell(String line) {
        err.println(line);
        err.flush();
    }
}
