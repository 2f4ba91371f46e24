package dev.kairos.bench.report;

/** Results cannot be read, or a report not be written, for the reason in the message, which names file and place. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReportException(String message) {
        super(harmless(message));
    }

    ReportException(String message, Throwable cause) {
        super(harmless(message), cause);
    }

    /** Names and values of files are in it, and it goes to somebody's terminal. */
    private static String harmless(String message) {
        StringBuilder shown = new StringBuilder();
        message.codePoints().forEach(c -> shown.appendCodePoint(c != '\n' && Markup.isShown(c) ? c : '?'));
        return shown.toString();
    }
}
