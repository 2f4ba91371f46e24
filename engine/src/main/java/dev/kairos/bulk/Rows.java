package dev.kairos.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one file in their order, in one of the formats that can be loaded. One thread. */
interface Rows extends Closeable {

    /** The next row, or null at the end. */
    @Nullable
    Row next() throws IOException;

    /** What the first rows tell of the file as a whole. */
    Suitability check(List<Row> sample);

    /** Begins a file of rejected rows, of the same format. */
    void beginRejects(OutputStream out) throws IOException;

    /** Adds a row, so that it can be mended there and loaded again. */
    void reject(OutputStream out, Row row, String reason) throws IOException;
}
