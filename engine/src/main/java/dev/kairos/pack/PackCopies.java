package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A copy of each pack that was live, in a folder named by its hash: what a journal meant under an old pack can be worked
 * out again only with that pack. Any thread, one at a time.
 */
public final class PackCopies {

    private static final String NAME = "[0-9a-f]{64}";

    private final Path dir;

    /** @param dir made when the first copy is */
    public PackCopies(Path dir) {
        this.dir = dir;
    }

    /**
     * Keeps a copy, unless there is one. It is on the disk when this returns.
     *
     * @param hash of the pack as it was loaded
     * @throws IOException when it cannot be written, or the folder has changed since the pack was loaded
     */
    public void keep(Path packDir, String hash) throws IOException {
        if (has(hash)) {
            return;
        }
        PackFolder folder = PackFolder.read(packDir, new Mistakes(), new Mistakes());
        if (!folder.hash().equals(hash)) {
            throw new IOException("the pack's folder changed while it was loaded: load it again");
        }
        Files.createDirectories(dir);
        Path beside = Files.createTempDirectory(dir, "new-");
        for (Map.Entry<String, byte[]> file : folder.files().entrySet()) {
            write(beside.resolve(file.getKey()), file.getValue());
        }
        Files.move(beside, folder(hash), StandardCopyOption.ATOMIC_MOVE);
        force(dir);
    }

    public boolean has(String hash) {
        return Files.isDirectory(folder(hash));
    }

    /** Loads a copy; refused when it is not there or was changed. The caller closes the pack. */
    public PackResult load(String hash) {
        PackResult result = PackLoader.load(folder(hash));
        if (result instanceof PackResult.Loaded loaded && !loaded.pack().hash().equals(hash)) {
            loaded.pack().close();
            Mistakes mistakes = new Mistakes();
            mistakes.add(folder(hash).toString(), 0, "this copy of a pack was changed: put the files of its hash back");
            return new PackResult.Refused(mistakes.sorted(), loaded.notes());
        }
        return result;
    }

    /** Where the copy with that hash is or would be. */
    public Path folder(String hash) {
        if (!hash.matches(NAME)) {
            throw new IllegalArgumentException("not the hash of a pack");
        }
        return dir.resolve(hash);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        force(file.getParent());
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
