package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import dev.kairos.mistake.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a pack as bytes, and nothing else that lies in the folder or that a link in it leads to. What is not
 * understood is reported: a misspelt file name must not turn rules off in silence.
 */
final class PackFolder {

    static final int MAX_FILES = 10_000;
    static final long MAX_TOTAL_BYTES = 64L << 20;
    private static final int MAX_DEPTH = 16;
    static final String RULES = "rules";
    static final List<String> OPTIONAL = List.of(JourneysFile.NAME);
    static final List<String> REQUIRED = List.of("pack.yaml", "schema.yaml", "catalogue.yaml");
    private static final List<String> LATER = List.of("scenarios");
    private static final List<String> KNOWN =
            List.of("pack.yaml", "schema.yaml", "catalogue.yaml", "journeys.yaml", "scenarios", RULES);
    private static final List<String> READ_BY_PEOPLE = List.of(".md", ".txt", ".adoc");
    private static final List<String> DECISION_TABLES = List.of(".csv", ".xlsx", ".xls");

    private final Path root;
    private final Mistakes mistakes;
    private final Mistakes notes;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private int seen;
    private long totalBytes;

    private PackFolder(Path root, Mistakes mistakes, Mistakes notes) {
        this.root = root;
        this.mistakes = mistakes;
        this.notes = notes;
    }

    /** Reads what belongs to a pack, adding a mistake for what cannot be read and a note for what is left aside. */
    static PackFolder read(Path folder, Mistakes mistakes, Mistakes notes) {
        PackFolder pack = new PackFolder(folder.toAbsolutePath().normalize(), mistakes, notes);
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? "this is not a folder" : "there is no such folder";
            mistakes.add(folder.toString(), 0, what, "name the folder that holds pack.yaml");
            return pack;
        }
        pack.list(pack.root, 0);
        pack.reportUnknown();
        pack.reportMissing();
        return pack;
    }

    /** By path relative to the folder, with forward slashes, sorted. */
    Map<String, byte[]> files() {
        return files;
    }

    byte @Nullable [] file(String path) {
        return files.get(path);
    }

    /**
     * SHA-256 over paths and contents. Line ends count as line feeds, so that a pack has one version whatever a version
     * control system makes of them.
     */
    String hash() {
        MessageDigest digest = sha256();
        files.forEach((path, content) -> {
            byte[] text = withLineFeeds(content);
            digest.update((path + "\0" + text.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(text);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] withLineFeeds(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void list(Path folder, int depth) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (++seen > MAX_FILES) {
                    tooMany();
                    return;
                }
                entries.add(entry);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            mistakes.add(relative(folder), 0, "the folder cannot be read", reason(e));
            return;
        }
        entries.sort(null);
        for (Path entry : entries) {
            if (!entry.getFileName().toString().startsWith(".")) {
                visit(entry, depth);
            }
        }
    }

    private void tooMany() {
        mistakes.add(
                "pack.yaml",
                0,
                "the folder holds more than " + MAX_FILES + " files",
                "keep the pack in a folder of its own");
    }

    private void visit(Path entry, int depth) {
        String path = relative(entry);
        if (Files.isSymbolicLink(entry) && !staysInside(entry, path)) {
            return;
        }
        boolean inRules = path.startsWith(RULES + "/");
        if (Files.isDirectory(entry)) {
            visitFolder(entry, path, inRules, depth);
        } else if (REQUIRED.contains(path) || OPTIONAL.contains(path) || inRules && path.endsWith(".drl")) {
            readFile(entry, path);
        } else if (LATER.contains(path) || inRules && endsWithOneOf(path, DECISION_TABLES)) {
            notes.add(path, 0, "not read by this version", null);
        } else if (!endsWithOneOf(path, READ_BY_PEOPLE)) {
            unknown.add(path);
        }
    }

    private void visitFolder(Path folder, String path, boolean inRules, int depth) {
        if (REQUIRED.contains(path) || OPTIONAL.contains(path)) {
            mistakes.add(path, 0, "this is not a regular file", "put a file of text here");
        } else if (depth >= MAX_DEPTH) {
            mistakes.add(path, 0, "more than " + MAX_DEPTH + " folders deep", "move it up");
        } else if (Files.isSymbolicLink(folder)) {
            mistakes.add(path, 0, "a link to a folder is not followed", "put the folder itself here");
        } else if (path.equals(RULES) || inRules) {
            list(folder, depth + 1);
        } else if (LATER.contains(path)) {
            notes.add(path, 0, "not read by this version", null);
        } else {
            unknown.add(path);
        }
    }

    private boolean staysInside(Path link, String path) {
        try {
            if (link.toRealPath().startsWith(root.toRealPath())) {
                return true;
            }
            mistakes.add(path, 0, "the link leads out of the pack's folder", "put the file itself here");
        } catch (IOException e) {
            mistakes.add(path, 0, "the link leads nowhere", "remove it, or put the file itself here");
        }
        return false;
    }

    private void readFile(Path file, String path) {
        if (!Files.isRegularFile(file)) {
            mistakes.add(path, 0, "this is not a regular file", "put a file of text here");
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(YamlReader.MAX_BYTES + 1);
            totalBytes += content.length;
            if (content.length > YamlReader.MAX_BYTES) {
                mistakes.add(path, 0, "the file is longer than 4 MiB", "split or shorten it");
            } else if (totalBytes > MAX_TOTAL_BYTES) {
                mistakes.add(path, 0, "the files are longer than 64 MiB in all", "split or shorten the pack");
            } else {
                files.put(path, content);
            }
        } catch (IOException e) {
            mistakes.add(path, 0, "the file cannot be read", reason(e));
        }
    }

    /** A name near to a known one, or of a kind that packs are made of, was meant to be read. */
    private void reportUnknown() {
        for (String path : unknown) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            boolean inRules = path.startsWith(RULES + "/");
            String nearest = inRules ? null : Nearest.hint(name, KNOWN);
            if (nearest != null) {
                mistakes.add(path, 0, "'" + name + "' is not a file of a pack", nearest);
            } else if (inRules) {
                mistakes.add(path, 0, "'" + name + "' is not a file of rules", "rules end in .drl");
            } else if (name.endsWith(".drl")) {
                mistakes.add(path, 0, "rules belong in the folder 'rules'", "move it to rules/" + name);
            } else if (endsWithOneOf(name, List.of(".yaml", ".yml"))) {
                mistakes.add(
                        path, 0, "'" + name + "' is not a file of a pack", "a pack has " + String.join(", ", KNOWN));
            } else {
                notes.add(path, 0, "not part of a pack, not read", null);
            }
        }
    }

    private void reportMissing() {
        for (String name : REQUIRED) {
            if (!files.containsKey(name) && !Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                mistakes.add(name, 0, "the file is missing", "add it: see docs/pack.md for what belongs in it");
            }
        }
        if (files.keySet().stream().noneMatch(path -> path.endsWith(".drl"))) {
            notes.add(RULES, 0, "there are no rules: every placement will answer its fallback", null);
        }
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    private static boolean endsWithOneOf(String path, List<String> endings) {
        String lower = path.toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(lower::endsWith);
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }
}
