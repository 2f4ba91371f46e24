package dev.kairos.profile;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Told} in few bytes: the time that most values were set at, and the others by field. A profile that was loaded
 * at once needs one time for all of its values.
 */
final class ToldTimes {

    private final int[] fields;
    private final long[] atMs;
    private final int count;
    private final long baseMs;

    private ToldTimes(int[] fields, long[] atMs, int count, long baseMs) {
        this.fields = fields;
        this.atMs = atMs;
        this.count = count;
        this.baseMs = baseMs;
    }

    static ToldTimes of(Shape shape, Contents contents) {
        Collector collector = new Collector(shape.size() + 2);
        ProfileData data = contents.data();
        Map<String, Long> told = contents.told().atMs();
        for (int i = 0; i < shape.size(); i++) {
            Field field = shape.field(i);
            collector.add(field.id(), data.attributes().get(field.name()), told.get(field.name()));
        }
        collector.add(Part.COMPANY_FIELD, data.company(), told.get(Change.Merge.COMPANY));
        collector.add(Part.HOUSEHOLD_FIELD, data.household(), told.get(Change.Merge.HOUSEHOLD));
        return collector.times();
    }

    /** Whether there is nothing to write. */
    boolean isUnknown() {
        return count == 0 && baseMs == 0;
    }

    long baseMs() {
        return baseMs;
    }

    int exceptions() {
        return count;
    }

    int field(int index) {
        return fields[index];
    }

    long atMs(int index) {
        return atMs[index];
    }

    private static final class Collector {
        private final int[] fields;
        private final long[] times;
        private final boolean[] present;
        private final long[] ofValues;
        private int count;
        private int values;

        Collector(int most) {
            fields = new int[most];
            times = new long[most];
            present = new boolean[most];
            ofValues = new long[most];
        }

        void add(int field, @Nullable Object value, @Nullable Long at) {
            long time = at == null ? 0 : at;
            if (value != null) {
                ofValues[values++] = time;
            } else if (at == null) {
                return;
            }
            fields[count] = field;
            times[count] = time;
            present[count++] = value != null;
        }

        ToldTimes times() {
            long base = mostFrequent();
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (times[i] != base || !present[i]) {
                    fields[kept] = fields[i];
                    times[kept++] = times[i];
                }
            }
            return new ToldTimes(fields, times, kept, base);
        }

        /** The oldest of those that are the most frequent. */
        private long mostFrequent() {
            Arrays.sort(ofValues, 0, values);
            long best = 0;
            int bestRun = 0;
            int run = 0;
            for (int i = 0; i < values; i++) {
                run = i > 0 && ofValues[i] == ofValues[i - 1] ? run + 1 : 1;
                if (run > bestRun) {
                    bestRun = run;
                    best = ofValues[i];
                }
            }
            return best;
        }
    }
}
