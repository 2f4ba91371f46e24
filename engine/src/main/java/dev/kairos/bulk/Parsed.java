package dev.kairos.bulk;

import java.util.List;
import java.util.stream.Collectors;

/** What reading an input came to: its value, or all that is wrong with it. */
public sealed interface Parsed<T> {

    record Good<T>(T value) implements Parsed<T> {}

    /** @param mistakes at least one */
    record Bad<T>(List<InputMistake> mistakes) implements Parsed<T> {

        /** All of them in one line. */
        public String reason() {
            return mistakes.stream().map(InputMistake::toString).collect(Collectors.joining("; "));
        }
    }
}
