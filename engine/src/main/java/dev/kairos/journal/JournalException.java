package dev.kairos.journal;

/** The journal could not do what was asked: its disk, its files or another process are in the way. Says which. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
