package dev.kairos.bulk;

import java.io.IOException;
import java.io.OutputStream;

/** Writes rejected rows in the format that they came in. @param <R> a row */
interface RejectWriter<R> {

    /** Begins a file of rejected rows, of the same format. */
    void beginRejects(OutputStream out) throws IOException;

    /** Adds a row, so that it can be mended there and loaded again. */
    void reject(OutputStream out, R row, String reason) throws IOException;
}
