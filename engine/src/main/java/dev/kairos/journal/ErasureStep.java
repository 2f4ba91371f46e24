package dev.kairos.journal;

/** One kind of file that customers are erased from. */
@FunctionalInterface
public interface ErasureStep {

    /**
     * Makes these records unreadable for good, on the disk. Called again, also for the same customers, when it was
     * stopped, failed, or the process died.
     *
     * @return false when {@code progress} stopped it, or it cannot be done just now
     * @throws RuntimeException when it failed
     */
    boolean erase(ErasedRecords which, BlankProgress progress);
}
