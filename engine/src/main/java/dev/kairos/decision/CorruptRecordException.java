package dev.kairos.decision;

/** The bytes are not a record of the decision log, or are damaged. The record is to be skipped; the others stand. */
public final class CorruptRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CorruptRecordException(String message) {
        super(message);
    }
}
