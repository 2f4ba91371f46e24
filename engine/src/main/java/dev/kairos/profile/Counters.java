package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Schema;
import dev.kairos.window.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How the counters of one schema lie in records, by their place in it. Immutable; any thread. */
final class Counters {

    private final List<Counter> declared;
    private final Window[] windows;
    private final int[] definitions;
    private final WordCodes names;
    private final Dictionary dictionary;

    Counters(Schema schema, Dictionary dictionary) {
        this.declared = schema.counters();
        this.dictionary = dictionary;
        windows = declared.stream().map(Window::of).toArray(Window[]::new);
        definitions = declared.stream().mapToInt(Counters::definition).toArray();
        names = new WordCodes(declared.stream().map(Counter::name).toList(), dictionary);
    }

    int size() {
        return windows.length;
    }

    Counter counter(int index) {
        return declared.get(index);
    }

    Window window(int index) {
        return windows[index];
    }

    int definition(int index) {
        return definitions[index];
    }

    /** The counter whose name has this code; -1 when there is none. */
    int indexOf(int nameCode) {
        for (int i = 0; i < windows.length; i++) {
            if (names.code(i) == nameCode) {
                return i;
            }
        }
        return -1;
    }

    /** The value as of this time, from the windows that lie here. */
    @Nullable
    Object read(int index, byte[] bytes, int from, int end, long nowMs) {
        int name = names.code(index);
        for (int at = from; at < end && name >= 0; at = next(bytes, at)) {
            if (RecordFormat.getInt(bytes, at) == name) {
                return isCurrent(index, bytes, at)
                        ? value(index, windows[index].read(bytes, at + Part.WINDOW_HEAD_BYTES, nowMs))
                        : declared.get(index).nothing();
            }
        }
        return declared.get(index).nothing();
    }

    /** Whether the cells of this entry were counted as the schema says now. */
    boolean isCurrent(int index, byte[] bytes, int at) {
        return RecordFormat.getInt(bytes, at + 4) == definitions[index]
                && RecordFormat.getUnsignedShort(bytes, at + 8) == windows[index].bytes();
    }

    /** The entry after this one. */
    static int next(byte[] bytes, int at) {
        return at + Part.WINDOW_HEAD_BYTES + RecordFormat.getUnsignedShort(bytes, at + 8);
    }

    /**
     * What a window takes for a value of the field that the counter is over. Keywords and texts that are only told
     * apart are hashed: they come from outside, and need no place in the dictionary.
     *
     * @return {@link Dictionary#FULL} for a keyword that finds no place in the dictionary
     */
    long raw(int index, Object value) {
        if (value instanceof String text) {
            return declared.get(index).kind() == Counter.Kind.LAST ? dictionary.codeOrAdd(text) : hash(text);
        }
        if (value instanceof Double decimal) {
            return Double.doubleToRawLongBits(decimal);
        }
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        return value instanceof Instant instant ? RecordEncoder.millis(instant) : ((Number) value).longValue();
    }

    private @Nullable Object value(int index, long raw) {
        Counter counter = declared.get(index);
        if (raw == Window.MISSING && counter.kind() == Counter.Kind.LAST) {
            return null;
        }
        return switch (counter.type()) {
            case KEYWORD, TEXT, KEYWORDS -> dictionary.word((int) raw);
            case BOOLEAN -> raw != 0;
            case INT -> Boxes.of((int) raw);
            case LONG -> Boxes.of(raw);
            case DECIMAL -> Double.longBitsToDouble(raw);
            case INSTANT -> Instant.ofEpochMilli(raw);
        };
    }

    private static int definition(Counter counter) {
        AttributeType type = counter.type();
        String text = String.join(
                "\n",
                counter.trigger(),
                counter.kind().word(),
                String.valueOf(counter.of()),
                counter.window().toString(),
                type.word());
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** 64 bits of FNV-1a, and mixed. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
