package dev.kairos.profile;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;

/**
 * Words and their codes, both ways. One thread adds; any thread reads. A word is one interned String for good, so that
 * rules compare it by identity first. Its size does not depend on the number of profiles, and is bounded.
 */
final class Dictionary {

    static final int DEFAULT_LIMIT = 262_144;
    static final int FULL = -1;
    static final int UNKNOWN = -2;

    private final int limit;
    private final ObjIntConsumer<String> beforeUse;
    private final ConcurrentHashMap<String, Integer> codes = new ConcurrentHashMap<>();
    private volatile String[] words = new String[256];
    private int size;

    /** @param beforeUse makes a new word durable; called before its code is given to anyone */
    Dictionary(int limit, ObjIntConsumer<String> beforeUse) {
        this.limit = limit;
        this.beforeUse = beforeUse;
    }

    /** One that is kept nowhere, for tests and for layouts without a store. */
    static Dictionary inMemory() {
        return new Dictionary(DEFAULT_LIMIT, (word, code) -> {});
    }

    /** The word's code, a new one if need be, or {@link #FULL}. */
    int codeOrAdd(String word) {
        Integer known = codes.get(word);
        if (known != null) {
            return known;
        }
        if (size == limit) {
            return FULL;
        }
        int code = size;
        beforeUse.accept(word, code);
        add(word);
        return code;
    }

    /** Adds a word that is durable already. */
    void add(String word) {
        String[] array = words;
        if (size == array.length) {
            array = Arrays.copyOf(array, 2 * size);
        }
        String interned = word.intern();
        array[size] = interned;
        // The volatile write is what makes the new word visible, whether the array is a new one or not.
        words = array;
        codes.put(interned, size++);
    }

    /** The word's code, or {@link #UNKNOWN}. */
    int code(String word) {
        return codes.getOrDefault(word, UNKNOWN);
    }

    String word(int code) {
        return words[code];
    }

    /** The one String with this text if the word is known, else the text as given. */
    String canonical(String text) {
        int code = code(text);
        return code < 0 ? text : word(code);
    }

    int size() {
        return codes.size();
    }
}
