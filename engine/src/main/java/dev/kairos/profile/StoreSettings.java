package dev.kairos.profile;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a store was made with, in its file {@code store.properties}. It names the map's file, so that replacing this one
 * file switches from one map to another.
 *
 * @param generation counts up with every resize
 * @param isMarked whether the store has kept a {@link StoreMark} from its beginning
 */
record StoreSettings(MapSize size, int generation, boolean isMarked) {

    static StoreSettings first(MapSize size) {
        return new StoreSettings(size, 1, true);
    }

    String mapFile() {
        return "profiles-" + generation + ".map";
    }

    StoreSettings resized(long capacity) {
        return new StoreSettings(size.withCapacity(capacity), generation + 1, isMarked);
    }

    static @Nullable StoreSettings load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        Properties text = new Properties();
        text.load(new StringReader(CheckedText.read(file)));
        MapSize size = new MapSize(number(text, "capacity", file), (int) number(text, "averageRecordBytes", file), (int)
                number(text, "maxRecordBytes", file));
        return new StoreSettings(size, (int) number(text, "generation", file), text.containsKey("marked"));
    }

    void save(Path file) throws IOException {
        CheckedText.replace(
                file,
                "capacity=" + size.capacity() + "\naverageRecordBytes=" + size.averageRecordBytes()
                        + "\nmaxRecordBytes=" + size.maxRecordBytes() + "\ngeneration=" + generation + "\n"
                        + (isMarked ? "marked=true\n" : ""));
    }

    private static long number(Properties text, String key, Path file) {
        String value = text.getProperty(key, "");
        if (!value.matches("[0-9]{1,10}")) {
            throw new StoreException(file + ": " + key + " is no number but '" + value
                    + "'; restore the file from a copy, the profiles cannot be found without it");
        }
        return Long.parseLong(value);
    }
}
