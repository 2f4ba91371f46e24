package dev.kairos.profile;

/** What makes up an open store. */
record StoreFiles(
        StoreSettings settings,
        DictionaryFile dictionary,
        LayoutHistory history,
        RedoSlot redo,
        StoreMark mark,
        ProfileMap map) {}
