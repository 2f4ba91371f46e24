package dev.kairos.profile;

import org.jspecify.annotations.Nullable;

/** Reads an entry of {@link Part#JOURNEYS} where it lies. */
final class JourneyBytes {

    private static final int AT_STAGE = 4;
    private static final int AT_SINCE = 8;
    private static final int AT_ENTERED = 16;
    private static final int AT_ENTRIES = 24;
    private static final int AT_OVER = 26;

    private JourneyBytes() {}

    /** Interned; null when the customer is at none. */
    static @Nullable String stage(byte[] bytes, int at, Dictionary dictionary) {
        int code = RecordFormat.getInt(bytes, at + AT_STAGE);
        return code < 0 ? null : dictionary.word(code);
    }

    static long sinceMs(byte[] bytes, int at) {
        return RecordFormat.getLong(bytes, at + AT_SINCE);
    }

    static JourneyState state(byte[] bytes, int at, Dictionary dictionary) {
        return new JourneyState(
                stage(bytes, at, dictionary),
                sinceMs(bytes, at),
                RecordFormat.getLong(bytes, at + AT_ENTERED),
                RecordFormat.getUnsignedShort(bytes, at + AT_ENTRIES),
                bytes[at + AT_OVER] != 0);
    }
}
