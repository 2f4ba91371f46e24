package dev.kairos.journal;

/** Follows the blanking of a journal, every few thousand records and at the end. May sleep, to go easy on the disk. */
public interface BlankProgress {

    /** Takes no notice. */
    BlankProgress NONE = (position, read, blanked) -> true;

    /**
     * @param position of the record read last
     * @param recordsRead records and blanks read so far
     * @param recordsBlanked of those, how many are or will be blanked by this pass
     * @return false to stop; what is left is found by the next pass
     */
    boolean goesOn(long position, long recordsRead, long recordsBlanked);
}
