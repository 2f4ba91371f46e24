package dev.kairos.cli;

import dev.kairos.bulk.EventLoad;
import dev.kairos.bulk.EventMapping;
import dev.kairos.bulk.EventReport;
import dev.kairos.bulk.EventSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Loads files of touchpoints one after the other, and tells how it goes. */
final class EventFiles {

    private final @Nullable EventMapping mapping;
    private final EventSink sink;
    private final Terminal terminal;

    EventFiles(@Nullable EventMapping mapping, EventSink sink, Terminal terminal) {
        this.mapping = mapping;
        this.sink = sink;
        this.terminal = terminal;
    }

    /** Returns the command's exit code. */
    int load(List<Path> files) {
        boolean complete = true;
        long read = 0;
        long taken = 0;
        for (Path file : files) {
            EventReport report = load(file);
            complete &= report.isComplete();
            read += report.read();
            taken += report.taken();
        }
        if (files.size() > 1) {
            terminal.say(String.format(Locale.ROOT, "all files: %,d rows: %,d taken", read, taken));
        }
        return complete ? 0 : 1;
    }

    private EventReport load(Path file) {
        String name = String.valueOf(file.getFileName());
        ProgressLine progress = new ProgressLine(terminal, name, "rows");
        EventReport report = new EventLoad(mapping, sink)
                .load(file, (rows, read, inAll) -> progress.at(rows, inAll == 0 ? 1 : (double) read / inAll));
        progress.end();
        terminal.say(String.format(
                Locale.ROOT,
                "%s: %,d rows: %,d taken, %,d rejected (%,d rows/s)",
                name,
                report.read(),
                report.taken(),
                report.rejected(),
                progress.perSecond(report.read())));
        if (report.rejects() != null) {
            terminal.tell(name + ": the rejected rows and why are in " + report.rejects());
        }
        if (report.failure() != null) {
            terminal.tell(name + ": stopped before its end: " + report.failure());
        }
        return report;
    }
}
