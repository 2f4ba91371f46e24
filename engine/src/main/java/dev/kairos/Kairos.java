package dev.kairos;

import dev.kairos.cli.KairosCommand;
import dev.kairos.cli.Terminal;

/** The program. */
public final class Kairos {

    private Kairos() {}

    public static void main(String[] arguments) {
        // However the JVM was started: Chronicle must not report home.
        System.setProperty("chronicle.analytics.disable", "true");
        System.exit(KairosCommand.run(Terminal.system(), arguments));
    }
}
