package dev.kairos.pack;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentType;
import dev.kairos.schema.Schema;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Turns a folder into a {@link Pack}, or into all of its mistakes at once. One use only; any thread, though never an
 * event loop: it reads files and compiles rules, which takes seconds.
 */
public final class PackLoader {

    private static final int VERSION_DIGITS = 8;

    private final Mistakes mistakes = new Mistakes();
    private final Mistakes notes = new Mistakes();
    private final PackFolder folder;

    private PackLoader(Path dir) {
        folder = PackFolder.read(dir, mistakes, notes);
    }

    public static PackResult load(Path dir) {
        return new PackLoader(dir).load();
    }

    private PackResult load() {
        PackHeader header = header();
        Schema schema = schema();
        Catalogue catalogue = catalogue(header);
        if (!mistakes.isEmpty() || schema == null || catalogue == null) {
            return new PackResult.Refused(mistakes.sorted(), notes.sorted());
        }
        String hash = folder.hash();
        Pack pack = new Pack(
                header.name(),
                header.description(),
                header.timeZone(),
                header.locale(),
                header.name() + "@" + hash.substring(0, VERSION_DIGITS),
                hash,
                schema,
                catalogue,
                MomentType.of(schema));
        return new PackResult.Loaded(pack, notes.sorted());
    }

    private PackHeader header() {
        YamlMap file = yaml("pack.yaml");
        return file == null ? PackHeader.UNREAD : PackHeader.read(file);
    }

    private @Nullable Schema schema() {
        YamlMap file = yaml("schema.yaml");
        return file == null
                ? null
                : new SchemaFile(MomentType.builtInProperties().keySet()).read(file);
    }

    private @Nullable Catalogue catalogue(PackHeader header) {
        YamlMap file = yaml("catalogue.yaml");
        if (file == null) {
            return null;
        }
        int mistakesBefore = mistakes.size();
        Catalogue catalogue = new CatalogueFile(file).read(header.timeZone());
        if (mistakes.size() == mistakesBefore) {
            new CatalogueNotes("catalogue.yaml", file, notes).add(catalogue);
        }
        return catalogue;
    }

    private @Nullable YamlMap yaml(String name) {
        byte[] content = folder.file(name);
        return content == null ? null : YamlReader.read(name, content, mistakes);
    }
}
