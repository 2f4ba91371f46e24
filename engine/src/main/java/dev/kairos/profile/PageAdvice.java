package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private PageAdvice() {}

    /**
     * Here and there, while most of it is not in memory: of that, only the page that is asked for is read. Otherwise Linux
     * reads what lies around it as well while the reader waits, as much as the disk's {@code read_ahead_kb}: often 128 KB,
     * but 8 MB, which takes 20 ms, where somebody tuned it for large files. Not for long: since 6.3, such pages are the
     * first to go where memory is short, however often they are read. See madvise(2), MADV_RANDOM.
     */
    static void readAlone(Path file) {
        advise(file, MAdviseFlag.MADV_RANDOM);
    }

    /** What was said before no longer holds. */
    static void readAsUsual(Path file) {
        advise(file, MAdviseFlag.MADV_NORMAL);
    }

    private static void advise(Path file, MAdviseFlag how) {
        try {
            long inode = (Long) Files.getAttribute(file, "unix:ino");
            for (Mapping mapping : ProcMaps.forSelf().findAll(found -> found.inode() == inode)) {
                PosixAPI.posix().madvise(mapping.addr(), mapping.length(), how);
            }
        } catch (IOException | RuntimeException | LinkageError unknown) {
            LOG.debug("The system is not told how {} is read", file, unknown);
        }
    }
}
