package dev.kairos.touchpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a delivery that is no touchpoint.
 *
 * @param index in the batch, from 0
 * @param messageId that it bears, when it bears one
 * @param pointer to what is wrong within the row, a JSON pointer; empty for the row as a whole
 * @param reason for the sender
 */
public record BadRow(int index, @Nullable String messageId, String pointer, String reason) {

    public BadRow {
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(reason);
    }
}
