package dev.kairos.decision;

/**
 * Decisions that the log could not take: the record that stands in their place.
 *
 * @param count how many
 * @param fromMs when the first was made, milliseconds since 1970
 * @param toMs when the last was made, or a little later
 */
public record DecisionGap(long count, long fromMs, long toMs) {

    static boolean is(byte[] bytes, int length) {
        return length >= RecordFormat.GAP_BYTES && bytes[0] == RecordFormat.GAP;
    }

    static DecisionGap read(byte[] bytes) {
        return new DecisionGap(
                RecordFormat.longAt(bytes, RecordFormat.GAP_COUNT_AT),
                RecordFormat.longAt(bytes, RecordFormat.GAP_FROM_AT),
                RecordFormat.longAt(bytes, RecordFormat.GAP_TO_AT));
    }
}
