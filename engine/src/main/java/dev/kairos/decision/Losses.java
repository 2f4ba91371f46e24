package dev.kairos.decision;

/** What could not be logged and is not yet on record. For the log's thread. */
final class Losses {

    private long count;
    private long fromMs;
    private long toMs;

    void add(long more, long sinceMs, long untilMs) {
        fromMs = count == 0 ? sinceMs : Math.min(fromMs, sinceMs);
        toMs = count == 0 ? untilMs : Math.max(toMs, untilMs);
        count += more;
    }

    long count() {
        return count;
    }

    long fromMs() {
        return fromMs;
    }

    long toMs() {
        return toMs;
    }

    void clear() {
        count = 0;
    }
}
