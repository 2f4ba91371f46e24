package dev.kairos.profile;

import java.util.Arrays;

/**
 * The cells of a counter as they are kept. Cells that were counted under another definition are not read any more and
 * start afresh with the next touchpoint.
 *
 * @param definition a hash of the counter's definition
 * @param cells not to be changed
 */
public record StoredWindow(int definition, byte[] cells) {

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredWindow window
                && definition == window.definition
                && Arrays.equals(cells, window.cells);
    }

    @Override
    public int hashCode() {
        return 31 * definition + Arrays.hashCode(cells);
    }

    @Override
    public String toString() {
        return "StoredWindow[" + Integer.toHexString(definition) + ", " + cells.length + " bytes]";
    }
}
