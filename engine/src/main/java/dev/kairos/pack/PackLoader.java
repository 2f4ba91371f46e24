package dev.kairos.pack;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentType;
import dev.kairos.rules.RuleBook;
import dev.kairos.rules.RuleFile;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a folder into a {@link Pack}, or into all of its mistakes at once. Any thread, though never an event loop: it
 * reads files and compiles rules, which can take seconds.
 */
public final class PackLoader {

    private static final int VERSION_DIGITS = 8;

    private final Mistakes mistakes = new Mistakes();
    private final Mistakes notes = new Mistakes();
    private final PackFolder folder;

    private PackLoader(Path dir) {
        folder = PackFolder.read(dir, mistakes, notes);
    }

    /** Reads the folder as it is now. The caller closes the pack. */
    public static PackResult load(Path dir) {
        return new PackLoader(dir).load();
    }

    private PackResult load() {
        PackHeader header = header();
        SchemaFile schemaFile = schema();
        List<RuleFile> ruleFiles = ruleFiles();
        JourneysFile journeysFile = schemaFile == null ? null : journeys(schemaFile, ruleFiles);
        CatalogueFile catalogueFile = catalogue(header);
        if (schemaFile == null
                || !schemaFile.isComplete()
                || journeysFile == null
                || catalogueFile == null
                || !catalogueFile.isComplete()) {
            notes.add(PackFolder.RULES, 0, "not checked: the other files have to be readable first");
            return refused();
        }
        Schema schema = schemaFile.schema(journeysFile.journeys());
        MomentType momentType = MomentType.of(schema);
        List<Trigger> triggers = triggers(schemaFile, journeysFile);
        RuleBook rules = rules(ruleFiles, triggers, momentType, catalogueFile.catalogue(), schemaFile.doubtful());
        if (rules == null || !mistakes.isEmpty()) {
            if (rules != null) {
                rules.close();
            }
            return refused();
        }
        return new PackResult.Loaded(
                pack(header, schema, catalogueFile.catalogue(), momentType, rules), notes.sorted());
    }

    private List<Trigger> triggers(SchemaFile schemaFile, JourneysFile journeysFile) {
        List<Trigger> triggers = new ArrayList<>(journeysFile.triggers());
        triggers.addAll(schemaFile.triggers());
        journeysFile.refuseStageEvents(triggers, mistakes);
        return triggers;
    }

    private PackResult refused() {
        return new PackResult.Refused(mistakes.sorted(), notes.sorted());
    }

    private Pack pack(PackHeader header, Schema schema, Catalogue catalogue, MomentType momentType, RuleBook rules) {
        String hash = folder.hash();
        return new Pack(
                header.name(),
                header.description(),
                header.timeZone(),
                header.locale(),
                header.name() + "@" + hash.substring(0, VERSION_DIGITS),
                hash,
                schema,
                catalogue,
                momentType,
                rules);
    }

    private PackHeader header() {
        YamlMap file = yaml("pack.yaml");
        return file == null ? PackHeader.UNREAD : PackHeader.read(file);
    }

    private @Nullable SchemaFile schema() {
        YamlMap file = yaml("schema.yaml");
        return file == null
                ? null
                : SchemaFile.read(file, MomentType.builtInProperties().keySet());
    }

    /** None when the file is not there; null when it cannot be read. */
    private @Nullable JourneysFile journeys(SchemaFile schemaFile, List<RuleFile> rules) {
        if (folder.file(JourneysFile.NAME) == null) {
            return JourneysFile.none();
        }
        YamlMap file = yaml(JourneysFile.NAME);
        return file == null ? null : JourneysFile.read(file, schemaFile.names(), rules);
    }

    private @Nullable CatalogueFile catalogue(PackHeader header) {
        YamlMap file = yaml("catalogue.yaml");
        if (file == null) {
            return null;
        }
        int mistakesBefore = mistakes.size();
        CatalogueFile read = CatalogueFile.read(file, header.timeZone());
        if (mistakes.size() == mistakesBefore) {
            new CatalogueNotes(file, notes).add(read.catalogue());
        }
        return read;
    }

    private List<RuleFile> ruleFiles() {
        List<RuleFile> files = new ArrayList<>();
        folder.files().forEach((path, content) -> {
            if (path.endsWith(".drl")) {
                String text = SourceText.decode(path, content, mistakes);
                if (text != null) {
                    files.add(new RuleFile(path, text));
                }
            }
        });
        return files;
    }

    /** Rules are checked beside mistakes elsewhere, but what they do with an attribute that has one is not held against them. */
    private @Nullable RuleBook rules(
            List<RuleFile> files,
            List<Trigger> triggers,
            MomentType momentType,
            Catalogue catalogue,
            Set<String> doubtful) {
        Mistakes found = new Mistakes();
        RuleBook rules = RuleBook.compile(files, momentType, catalogue, triggers, found);
        for (Mistake mistake : found.sorted()) {
            if (doubtful.stream().noneMatch(name -> mistake.message().contains("'" + name + "'"))) {
                mistakes.addAll(List.of(mistake));
            }
        }
        return rules;
    }

    private @Nullable YamlMap yaml(String name) {
        byte[] content = folder.file(name);
        return content == null ? null : YamlReader.read(name, content, mistakes);
    }
}
