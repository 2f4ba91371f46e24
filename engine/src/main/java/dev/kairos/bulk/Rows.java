package dev.kairos.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one file in their order, in one of the formats that can be loaded. One thread. */
interface Rows extends RejectWriter<Row>, Closeable {

    /** The next row, or null at the end. */
    @Nullable
    Row next() throws IOException;

    /** What the first rows tell of the file as a whole. */
    Suitability check(List<Row> sample);
}
