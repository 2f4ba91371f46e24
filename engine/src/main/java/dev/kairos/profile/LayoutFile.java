package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All layouts of a store as lines of text, {@code layout 2} and below it its fields as {@code id scope type name}:
 * readable by a person, replaced as a whole.
 */
final class LayoutFile {

    private static final String HEAD = "layout ";

    private LayoutFile() {}

    static LayoutHistory load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new LayoutHistory();
        }
        List<LayoutVersion> versions = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<String> lines = CheckedText.read(file).lines().toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(HEAD)) {
                versions.add(0, new LayoutVersion(number(lines.get(i).substring(HEAD.length()), file, i), fields));
                fields.clear();
            } else {
                fields.add(0, field(lines.get(i), file, i));
            }
        }
        requireInOrder(versions, file);
        return new LayoutHistory(versions);
    }

    static void save(LayoutHistory history, Path file) throws IOException {
        CheckedText.replace(file, text(history));
    }

    static String text(LayoutHistory history) {
        StringBuilder text = new StringBuilder();
        for (LayoutVersion version : history.versions()) {
            text.append(HEAD).append(version.version()).append('\n');
            for (Field field : version.fields()) {
                text.append(field.id()).append(' ');
                text.append(field.scope().word()).append(' ');
                text.append(field.type().word()).append(' ');
                text.append(field.name()).append('\n');
            }
        }
        return text.toString();
    }

    private static Field field(String line, Path file, int at) {
        String[] words = line.split(" ", 4);
        if (words.length != 4) {
            throw broken(file, at);
        }
        try {
            Scope scope = Scope.valueOf(words[1].toUpperCase(Locale.ROOT));
            AttributeType type = AttributeType.ofWord(words[2]).orElseThrow(() -> broken(file, at));
            return new Field(number(words[0], file, at), scope, words[3], type);
        } catch (IllegalArgumentException noScope) {
            throw broken(file, at);
        }
    }

    private static int number(String word, Path file, int at) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException none) {
            throw broken(file, at);
        }
    }

    private static void requireInOrder(List<LayoutVersion> versions, Path file) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).version() != i + 1) {
                throw broken(file, 0);
            }
        }
    }

    private static StoreException broken(Path file, int at) {
        return new StoreException(file + ":" + (at + 1)
                + ": not a layout of a profile store; restore the file from a copy, it says how to read the profiles");
    }
}
