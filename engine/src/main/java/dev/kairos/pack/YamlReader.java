package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into nodes that know their lines. Builds from the parser's events and not with the
 * library's composer, so that depth, aliases and duplicate keys are bounded and reported while reading: a file of a few
 * hundred bytes can otherwise stand for gigabytes.
 */
public final class YamlReader {

    /** The longest file that is read. */
    public static final int MAX_BYTES = 4 << 20;

    static final int MAX_DEPTH = 64;
    static final long MAX_NODES = 1_000_000;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(2 * MAX_BYTES)
            .setParseComments(false)
            .build();

    private final YamlSource source;
    private final Iterator<Event> events;
    private final Map<String, @Nullable YamlNode> anchors = new HashMap<>();
    private int depth;
    private long nodes;

    private YamlReader(YamlSource source, String text) {
        this.source = source;
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /**
     * @param file how mistakes name it
     * @return the mapping that the file holds, or null after at least one mistake was added
     */
    public static @Nullable YamlMap read(String file, byte[] content, Mistakes mistakes) {
        if (content.length > MAX_BYTES) {
            mistakes.add(file, 0, "the file is longer than 4 MiB", "split or shorten it");
            return null;
        }
        String text = SourceText.decode(file, content, mistakes);
        return text == null ? null : read(file, text, mistakes);
    }

    private static @Nullable YamlMap read(String file, String text, Mistakes mistakes) {
        try {
            YamlNode root = new YamlReader(new YamlSource(file, mistakes), text).document();
            if (root == null || root.isNothing()) {
                mistakes.add(file, 1, "the file is empty", "see docs/pack.md for what belongs in it");
                return null;
            }
            if (root instanceof YamlMap map) {
                return map;
            }
            root.mistake("expected 'key: value' lines, found " + root.described(), null);
            return null;
        } catch (Unreadable stop) {
            mistakes.add(file, stop.line, stop.getMessage(), stop.hint);
            return null;
        } catch (YamlEngineException syntax) {
            YamlSyntax.report(file, syntax, mistakes);
            return null;
        }
    }

    private @Nullable YamlNode document() {
        next();
        if (next().getEventId() == Event.ID.StreamEnd) {
            return null;
        }
        YamlNode root = node("the file", next());
        next();
        Event end = next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Unreadable(lineOf(end), "a second document starts here", "remove '---': one document a file");
        }
        return root;
    }

    private YamlNode node(String name, Event event) {
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        NodeEvent start = (NodeEvent) event;
        count(1, start);
        String anchor = start.getAnchor().map(Anchor::getValue).orElse(null);
        if (anchor != null) {
            anchors.put(anchor, null);
        }
        YamlNode read = built(name, start);
        if (anchor != null) {
            anchors.put(anchor, read);
        }
        return read;
    }

    private YamlNode aliased(AliasEvent alias) {
        String anchor = alias.getAlias().getValue();
        YamlNode meant = anchors.get(anchor);
        if (meant == null) {
            boolean inside = anchors.containsKey(anchor);
            throw new Unreadable(
                    lineOf(alias),
                    inside ? "'*" + anchor + "' stands inside of itself" : "there is no '&" + anchor + "' before this",
                    inside ? null : "put text that starts with '*' in quotes");
        }
        count(meant.weight(), alias);
        return meant;
    }

    private YamlNode built(String name, NodeEvent start) {
        if (start instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), scalar);
            return new YamlScalar(source, name, lineOf(scalar), scalar.getValue(), !scalar.isPlain());
        }
        CollectionStartEvent collection = (CollectionStartEvent) start;
        refuseTag(collection.getTag(), collection);
        if (++depth > MAX_DEPTH) {
            throw new Unreadable(lineOf(start), "nested more than " + MAX_DEPTH + " levels deep", "write it flatter");
        }
        YamlNode read = collection.getEventId() == Event.ID.MappingStart ? map(name, start) : list(name, start);
        depth--;
        return read;
    }

    private YamlNode list(String name, Event start) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(name, event));
        }
        return new YamlList(source, name, lineOf(start), items);
    }

    private YamlNode map(String name, Event start) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            YamlNode key = node("key", event);
            if (!(key instanceof YamlScalar scalar)) {
                throw new Unreadable(lineOf(event), "a key must be one word, found " + key.described(), null);
            }
            YamlMap.Entry entry = new YamlMap.Entry(scalar.raw(), lineOf(event), node(scalar.raw(), next()));
            YamlMap.Entry first = entries.putIfAbsent(entry.key(), entry);
            if (first != null) {
                scalar.mistakeAt(
                        entry.line(),
                        "duplicate key '" + entry.key() + "'",
                        "it is on line " + first.line() + " already: keep one of the two");
            }
        }
        return new YamlMap(source, name, lineOf(start), entries);
    }

    private void count(long more, Event at) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new Unreadable(
                    lineOf(at), "more than " + MAX_NODES + " values, aliases written out", "use fewer aliases");
        }
    }

    private static void refuseTag(Optional<String> tag, Event at) {
        if (tag.isPresent()) {
            throw new Unreadable(
                    lineOf(at),
                    "the tag '" + tag.get() + "' is not allowed",
                    "remove it, or quote text that starts with '!'");
        }
    }

    private Event next() {
        return events.next();
    }

    private static int lineOf(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** Stops reading at a mistake after which the rest of the file cannot be understood. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final int line;
        private final @Nullable String hint;

        Unreadable(int line, String message, @Nullable String hint) {
            super(message, null, false, false);
            this.line = line;
            this.hint = hint;
        }
    }
}
