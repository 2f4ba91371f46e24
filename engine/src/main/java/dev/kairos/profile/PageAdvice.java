package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.openhft.posix.MAdviseFlag;
import net.openhft.posix.Mapping;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.ProcMaps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the system how a file that this process has mapped will be read. Linux only; elsewhere, or if it is refused, the
 * system goes by its own guess.
 */
final class PageAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(PageAdvice.class);

    private final List<Mapping> mappings;

    private PageAdvice(List<Mapping> mappings) {
        this.mappings = mappings;
    }

    /** For what is mapped of this file now. */
    static PageAdvice on(Path file) {
        try {
            long inode = (Long) Files.getAttribute(file, "unix:ino");
            return new PageAdvice(ProcMaps.forSelf().findAll(found -> found.inode() == inode));
        } catch (IOException | RuntimeException | LinkageError unknown) {
            LOG.debug("The system is not told how {} is read", file, unknown);
            return new PageAdvice(List.of());
        }
    }

    /**
     * Here and there, while most of it is not in memory: of that, only the page that is asked for is read. Otherwise Linux
     * reads what lies around it as well while the reader waits, as much as the disk's {@code read_ahead_kb}: often 128 KB,
     * but 8 MB, which takes 20 ms, where somebody tuned it for large files. Not for long: since 6.3, such pages are the
     * first to go where memory is short, however often they are read. See madvise(2), MADV_RANDOM.
     */
    void readAlone() {
        mappings.forEach(mapping -> advise(mapping.addr(), mapping.length(), MAdviseFlag.MADV_RANDOM));
    }

    /** What was said before no longer holds. */
    void readAsUsual() {
        mappings.forEach(mapping -> advise(mapping.addr(), mapping.length(), MAdviseFlag.MADV_NORMAL));
    }

    /** This part soon, and nothing beyond it: does not wait until it is there. Begins where a page of the file does. */
    void readSoon(long offset, long bytes) {
        for (Mapping mapping : mappings) {
            long at = offset - mapping.offset();
            if (at >= 0 && at < mapping.length()) {
                advise(mapping.addr() + at, Math.min(bytes, mapping.length() - at), MAdviseFlag.MADV_WILLNEED);
            }
        }
    }

    private static void advise(long address, long bytes, MAdviseFlag how) {
        try {
            PosixAPI.posix().madvise(address, bytes, how);
        } catch (RuntimeException | LinkageError refused) {
            LOG.debug("The system does not take {}", how, refused);
        }
    }
}
