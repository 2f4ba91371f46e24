package dev.kairos.profile;

import java.util.Arrays;
import java.util.List;

/** The codes of some words of the pack, found when the writer first has used them. Any thread. */
final class WordCodes {

    private final String[] words;
    /** A race is harmless: a code never changes once there is one. */
    private final int[] codes;

    private final Dictionary dictionary;

    WordCodes(List<String> words, Dictionary dictionary) {
        this.words = words.toArray(String[]::new);
        this.codes = new int[this.words.length];
        this.dictionary = dictionary;
        Arrays.fill(codes, Dictionary.UNKNOWN);
    }

    /** {@link Dictionary#UNKNOWN} while no record can have it. */
    int code(int index) {
        int code = codes[index];
        if (code < 0) {
            code = dictionary.code(words[index]);
            codes[index] = code;
        }
        return code;
    }
}
