package dev.kairos.cli;

import dev.kairos.bench.Teller;
import org.jspecify.annotations.Nullable;

/** Tells a terminal how a measurement goes. */
final class BenchTeller implements Teller {

    private final Terminal terminal;
    private @Nullable ProgressLine progress;

    BenchTeller(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void say(String line) {
        done();
        terminal.say(line);
    }

    @Override
    public void progress(String what, long done, long of) {
        ProgressLine line = progress == null ? new ProgressLine(terminal, what, "done") : progress;
        progress = line;
        line.at(done, (double) done / of);
    }

    @Override
    public void done() {
        if (progress != null) {
            progress.end();
            progress = null;
        }
    }
}
