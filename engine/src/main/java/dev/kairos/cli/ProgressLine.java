package dev.kairos.cli;

import java.util.Locale;

/**
 * Shows how far long work is: a bar that moves for a person who watches, a plain line now and then elsewhere. One
 * thread.
 */
final class ProgressLine {

    private static final long BAR_EVERY_NANOS = 100_000_000L;
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;
    private static final int BAR_CHARS = 24;

    private final Terminal terminal;
    private final String what;
    private final String unit;
    private final long startedNanos;
    private long shownNanos;
    private int shownChars;

    /** @param what the work, e.g. a file's name */
    ProgressLine(Terminal terminal, String what, String unit) {
        this.terminal = terminal;
        this.what = what;
        this.unit = unit;
        this.startedNanos = terminal.nanoTime().getAsLong();
        this.shownNanos = startedNanos;
    }

    /** @param part from 0 to 1; shown only when enough time has passed since the last */
    void at(long count, double part) {
        long now = terminal.nanoTime().getAsLong();
        if (now - shownNanos >= (terminal.interactive() ? BAR_EVERY_NANOS : LINE_EVERY_NANOS)) {
            shownNanos = now;
            show(count, Math.min(1, Math.max(0, part)));
        }
    }

    private void show(long count, double part) {
        String figures = String.format(
                Locale.ROOT, "%3.0f %%  %,d %s, %,d/s", part * 100, count, unit, perSecond(count, shownNanos));
        if (!terminal.interactive()) {
            terminal.tell(what + ": " + figures.strip());
            return;
        }
        int full = (int) Math.round(part * BAR_CHARS);
        String line = what + " [" + "=".repeat(full) + " ".repeat(BAR_CHARS - full) + "] " + figures;
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, shownChars - line.length())));
        terminal.err().flush();
        shownChars = line.length();
    }

    /** Takes the bar away. */
    void end() {
        if (shownChars > 0) {
            terminal.err().print("\r" + " ".repeat(shownChars) + "\r");
            terminal.err().flush();
            shownChars = 0;
        }
    }

    long perSecond(long count) {
        return perSecond(count, terminal.nanoTime().getAsLong());
    }

    private long perSecond(long count, long now) {
        return Math.round(count * 1e9 / Math.max(1_000_000, now - startedNanos));
    }
}
