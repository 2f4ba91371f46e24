package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value in a YAML file that knows its line. Asked for as a type, it answers with a value of that type, or adds a
 * mistake to the reader's {@link Mistakes} and answers null: so a whole file is read through, and all of its mistakes
 * are found at once. Not thread-safe.
 */
public abstract sealed class YamlNode permits YamlMap, YamlList, YamlScalar {

    private final YamlSource source;
    private final String name;
    private final int line;

    YamlNode(YamlSource source, String name, int line) {
        this.source = source;
        this.name = name;
        this.line = line;
    }

    /** 1-based. */
    public final int line() {
        return line;
    }

    /** The key it stands under; for an item of a list, the key of the list. */
    public final String name() {
        return name;
    }

    /** Adds a mistake at this node's line. */
    public final void mistake(String message, @Nullable String hint) {
        mistakeAt(line, message, hint);
    }

    final void mistakeAt(int atLine, String message, @Nullable String hint) {
        source.mistakes().add(source.file(), atLine, message, hint);
    }

    /** Nothing is written where a value could be, or {@code null}. */
    public boolean isNothing() {
        return false;
    }

    /** Text; a number or a boolean must be quoted to be one. */
    public @Nullable String text() {
        return wrongType("text", null);
    }

    /** A finite number. */
    public final @Nullable Double number() {
        return number(null);
    }

    @Nullable
    Double number(@Nullable String hint) {
        return wrongType("a number", hint);
    }

    /** A whole number. */
    public @Nullable Long whole() {
        return wrongType("a whole number", null);
    }

    /** {@code true} or {@code false}. */
    public @Nullable Boolean flag() {
        return wrongType("true or false", null);
    }

    /** A whole number with a unit: {@code 250ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 7d}, {@code 2w}. */
    public @Nullable Duration duration() {
        return wrongType("a duration", "write a number and a unit, as in 24h or 7d");
    }

    /** A whole number of bytes with a unit: {@code 512B}, {@code 64KiB}, {@code 1MiB}, {@code 10GiB}. */
    public @Nullable Long size() {
        return wrongType("a size", "write a number and a unit, as in 64KiB or 1MiB");
    }

    /** A mapping; nothing at all counts as an empty one. */
    public @Nullable YamlMap map() {
        return wrongType("a mapping", "write 'key: value' lines, indented below '" + name + ":'");
    }

    /** A list. */
    public @Nullable List<YamlNode> list() {
        return wrongType("a list", "write it in square brackets, as in [a, b]");
    }

    /** As told to an author, e.g. {@code text 'abc'}. */
    abstract String described();

    /** A scalar's own characters, shortened; for others the same as {@link #described()}. */
    String written() {
        return described();
    }

    /** How many nodes it stands for, aliases written out. */
    abstract long weight();

    final <T> @Nullable T wrongType(String expected, @Nullable String hint) {
        mistake(name + ": expected " + expected + ", found " + described(), hint);
        return null;
    }

    final YamlSource source() {
        return source;
    }
}
