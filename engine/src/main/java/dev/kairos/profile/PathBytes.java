package dev.kairos.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads an item of {@link Part#PATH} where it lies. */
final class PathBytes {

    static final int MAX_TEXT = 255;
    static final int DETAIL = 1;
    static final int DECISION = 2;

    private static final PathItem.Kind[] KINDS = PathItem.Kind.values();
    private static final int AT_MS = 2;
    /** From here on steps that differ only in their time are the same. */
    static final int AT_KIND = 10;

    private static final int AT_FLAGS = 11;
    private static final int AT_NAME = 12;
    private static final int UUID_BYTES = 16;

    private PathBytes() {}

    /** The length of the item that begins here. */
    static int length(byte[] bytes, int at) {
        return RecordFormat.getUnsignedShort(bytes, at);
    }

    static long atMs(byte[] bytes, int at) {
        return RecordFormat.getLong(bytes, at + AT_MS);
    }

    static PathItem.Kind kind(byte[] bytes, int at) {
        return KINDS[bytes[at + AT_KIND]];
    }

    static String name(byte[] bytes, int at) {
        return text(bytes, at + AT_NAME);
    }

    static @Nullable String detail(byte[] bytes, int at) {
        return has(bytes, at, DETAIL) ? text(bytes, afterName(bytes, at)) : null;
    }

    static @Nullable UUID decision(byte[] bytes, int at) {
        if (!has(bytes, at, DECISION)) {
            return null;
        }
        int start = afterDetail(bytes, at);
        return new UUID(RecordFormat.getLong(bytes, start), RecordFormat.getLong(bytes, start + 8));
    }

    /** Where the codes of its triggers begin; they end with the item. */
    static int triggersAt(byte[] bytes, int at) {
        return afterDetail(bytes, at) + (has(bytes, at, DECISION) ? UUID_BYTES : 0);
    }

    static boolean hasDecision(byte[] bytes, int at) {
        return has(bytes, at, DECISION);
    }

    static PathItem item(byte[] bytes, int at, Dictionary dictionary) {
        List<String> triggers = new ArrayList<>();
        int end = at + length(bytes, at);
        for (int next = triggersAt(bytes, at); next < end; next += 4) {
            triggers.add(dictionary.word(RecordFormat.getInt(bytes, next)));
        }
        return new PathItem(
                atMs(bytes, at), kind(bytes, at), name(bytes, at), detail(bytes, at), decision(bytes, at), triggers);
    }

    private static boolean has(byte[] bytes, int at, int flag) {
        return (bytes[at + AT_FLAGS] & flag) != 0;
    }

    private static int afterName(byte[] bytes, int at) {
        return at + AT_NAME + 1 + (bytes[at + AT_NAME] & 0xFF);
    }

    private static int afterDetail(byte[] bytes, int at) {
        int start = afterName(bytes, at);
        return has(bytes, at, DETAIL) ? start + 1 + (bytes[start] & 0xFF) : start;
    }

    private static String text(byte[] bytes, int at) {
        return Utf8.decode(bytes, at + 1, bytes[at] & 0xFF);
    }
}
