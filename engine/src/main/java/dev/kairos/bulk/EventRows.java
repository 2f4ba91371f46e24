package dev.kairos.bulk;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file of events, in their order. One thread. */
interface EventRows extends RejectWriter<EventRow>, Closeable {

    /** Why the file as a whole does not fit; null when it does. */
    @Nullable
    String refusal();

    /** The next row, or null at the end. */
    @Nullable
    EventRow next() throws IOException;
}
