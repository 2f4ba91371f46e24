package dev.kairos.profile;

import java.io.IOException;

/**
 * What makes up an open store.
 *
 * @param stock what the map was found to hold
 */
record StoreFiles(
        StoreSettings settings,
        DictionaryFile dictionary,
        LayoutHistory history,
        RedoSlot redo,
        StoreMark mark,
        ProfileMap map,
        Stock stock) {

    void close() throws IOException {
        map.close();
        dictionary.close();
    }
}
