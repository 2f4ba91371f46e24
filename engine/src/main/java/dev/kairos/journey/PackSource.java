package dev.kairos.journey;

import dev.kairos.pack.Pack;
import dev.kairos.pack.PackCopies;
import dev.kairos.pack.PackResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The packs that records speak of, by their hash: those that are live in this process, and copies of those that were.
 * Thread-safe.
 */
final class PackSource implements AutoCloseable {

    private final PackCopies copies;
    /** Loaded by others, who close them: the one that counts, and one that is about to. */
    private final Map<String, Pack> live = new ConcurrentHashMap<>();

    /** Loaded from copies, for records of earlier times. */
    private final Map<String, Pack> own = new ConcurrentHashMap<>();

    PackSource(PackCopies copies) {
        this.copies = copies;
    }

    /** Keeps a copy of a pack that is about to be live. */
    void keep(Pack pack, Path dir) throws IOException {
        copies.keep(dir, pack.hash());
        live.put(pack.hash(), pack);
    }

    /** It is live: all that were before are let go of. */
    void isLive(Pack pack) {
        live.values().removeIf(other -> other != pack);
    }

    /** It is not going to be live after all. */
    void isNotLive(Pack pack) {
        live.remove(pack.hash(), pack);
    }

    /** By the applier: the pack with that hash counts now, and no other is in use. */
    void counts(String hash) {
        own.forEach((other, pack) -> {
            if (!other.equals(hash) && own.remove(other, pack)) {
                pack.close();
            }
        });
    }

    /**
     * Loads the pack if need be, which can take seconds.
     *
     * @throws UpdateException when there is no such copy any more, or it cannot be loaded
     */
    Pack get(String hash) {
        Pack known = live.get(hash);
        return known != null ? known : own.computeIfAbsent(hash, this::load);
    }

    private Pack load(String hash) {
        if (!copies.has(hash)) {
            throw new UpdateException("the journal needs the pack with the hash " + hash
                    + ", and there is no copy of it: put that pack's files into " + copies.folder(hash)
                    + " and start again");
        }
        PackResult result = copies.load(hash);
        if (result instanceof PackResult.Loaded loaded) {
            return loaded.pack();
        }
        throw new UpdateException("the journal needs the pack in " + copies.folder(hash) + ", which cannot be loaded: "
                + ((PackResult.Refused) result).mistakes().get(0));
    }

    @Override
    public void close() {
        own.values().forEach(Pack::close);
    }
}
