package dev.kairos.profile;

import java.util.Arrays;

/**
 * Writes {@link Part#TOLD} in few bytes: the time that most values were told at, and the others by field. A profile
 * that was loaded at once needs one time for all of its values. The writer's thread only.
 */
final class ToldTimes {

    private long[] times = new long[64];

    void write(Values values, RecordBuffer out) {
        long baseMs = mostFrequent(values);
        int start = out.begin(Part.TOLD);
        out.putLong(baseMs);
        for (int i = 0; i < values.size(); i++) {
            long atMs = values.toldMs(i);
            if (atMs != Values.UNTOLD && (values.value(i) == null || atMs != baseMs)) {
                out.putInt(values.field(i));
                out.putLong(atMs);
            }
        }
        if (baseMs == 0 && out.end == start + Long.BYTES) {
            out.end = start;
        }
        out.finish(start);
    }

    /** The oldest of those that the most values have; 0 when there are no values. */
    private long mostFrequent(Values values) {
        int count = collect(values);
        Arrays.sort(times, 0, count);
        long best = 0;
        int bestRun = 0;
        int run = 0;
        for (int i = 0; i < count; i++) {
            run = i > 0 && times[i] == times[i - 1] ? run + 1 : 1;
            if (run > bestRun) {
                bestRun = run;
                best = times[i];
            }
        }
        return best;
    }

    private int collect(Values values) {
        if (times.length < values.size()) {
            times = new long[values.size()];
        }
        int count = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.value(i) != null) {
                times[count++] = values.toldMs(i);
            }
        }
        return count;
    }
}
