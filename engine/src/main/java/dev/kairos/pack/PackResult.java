package dev.kairos.pack;

import dev.kairos.mistake.Mistake;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a folder: a pack, or every mistake in it. */
public sealed interface PackResult {

    /** What is no mistake and yet worth knowing, e.g. a file that this version does not read. By file and line. */
    List<Mistake> notes();

    /** The pack, for a caller that has nothing better to do with mistakes. @throws IllegalArgumentException with all of them */
    Pack orThrow();

    record Loaded(Pack pack, List<Mistake> notes) implements PackResult {

        @Override
        public Pack orThrow() {
            return pack;
        }
    }

    /** @param mistakes by file and line, at least one */
    record Refused(List<Mistake> mistakes, List<Mistake> notes) implements PackResult {

        @Override
        public Pack orThrow() {
            throw new IllegalArgumentException(mistakes.stream()
                    .map(Mistake::toString)
                    .collect(Collectors.joining("\n", "the pack has mistakes:\n", "")));
        }
    }
}
