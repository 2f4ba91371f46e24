package dev.kairos.profile;

import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the {@link Part}s of one record into objects that outlive it. */
final class PartDecoder {

    private final byte[] record;
    private final Parts parts;
    private final ProfileLayout layout;

    PartDecoder(byte[] record, Parts parts, ProfileLayout layout) {
        this.record = record;
        this.parts = parts;
        this.layout = layout;
    }

    History history() {
        History.Seen seen = History.Seen.NEVER;
        long due = 0;
        if (parts.bytes(Part.SEEN) > 0) {
            int at = parts.at(Part.SEEN);
            seen = new History.Seen(RecordFormat.getLong(record, at), RecordFormat.getLong(record, at + 8));
            due = RecordFormat.getLong(record, at + 16);
        }
        return new History(windows(), journeys(Part.JOURNEYS), journeys(Part.BASE), path(), seen, due);
    }

    private Map<String, StoredWindow> windows() {
        Map<String, StoredWindow> windows = new HashMap<>();
        int at = parts.at(Part.WINDOWS);
        int end = parts.end(Part.WINDOWS);
        while (at < end) {
            int start = at + Part.WINDOW_HEAD_BYTES;
            int stop = start + RecordFormat.getUnsignedShort(record, at + 8);
            int definition = RecordFormat.getInt(record, at + 4);
            windows.put(word(at), new StoredWindow(definition, Arrays.copyOfRange(record, start, stop)));
            at = stop;
        }
        return windows;
    }

    private Map<String, JourneyState> journeys(Part part) {
        Map<String, JourneyState> states = new HashMap<>();
        for (int i = 0; i < parts.bytes(part); i += Part.JOURNEY_BYTES) {
            int at = parts.at(part) + i;
            states.put(word(at), JourneyBytes.state(record, at, layout.dictionary()));
        }
        return states;
    }

    private List<PathItem> path() {
        List<PathItem> items = new ArrayList<>();
        int at = parts.at(Part.PATH);
        int end = parts.end(Part.PATH);
        while (at < end) {
            items.add(PathBytes.item(record, at, layout.dictionary()));
            at += PathBytes.length(record, at);
        }
        return items;
    }

    Set<String> users() {
        Set<String> users = new HashSet<>();
        int at = parts.at(Part.USERS);
        int end = parts.end(Part.USERS);
        while (at < end) {
            int bytes = RecordFormat.getUnsignedShort(record, at);
            users.add(Utf8.decode(record, at + 2, bytes));
            at += 2 + bytes;
        }
        return users;
    }

    List<Link> links() {
        return parts.bytes(Part.LINKS) == 0
                ? List.of()
                : links(record, parts.at(Part.LINKS), parts.end(Part.LINKS), layout.dictionary());
    }

    static List<Link> links(byte[] bytes, int from, int end, Dictionary dictionary) {
        List<Link> links = new ArrayList<>();
        int at = from;
        while (at < end) {
            int length = RecordFormat.getUnsignedShort(bytes, at + 1);
            Identity other = new Identity(Kind.ofPrefix(bytes[at]), Utf8.decode(bytes, at + 3, length));
            at += 3 + length;
            String source = dictionary.word(RecordFormat.getInt(bytes, at + 8));
            links.add(new Link(other, RecordFormat.getLong(bytes, at), source));
            at += 12;
        }
        return links;
    }

    /** When the values of these data were told, which the same record has. */
    Told told(Scope scope, ProfileData data) {
        if (parts.bytes(Part.TOLD) == 0) {
            return Told.UNKNOWN;
        }
        int at = parts.at(Part.TOLD);
        Map<String, Long> told = new HashMap<>();
        long base = RecordFormat.getLong(record, at);
        if (base != 0) {
            data.attributes().keySet().forEach(name -> told.put(name, base));
            putUnlessNull(told, Change.Merge.HOUSEHOLD, data.household(), base);
            putUnlessNull(told, Change.Merge.COMPANY, data.company(), base);
        }
        Shape shape = layout.shape(scope);
        for (at += 8; at < parts.end(Part.TOLD); at += Part.TOLD_BYTES) {
            String name = nameOf(shape, RecordFormat.getInt(record, at));
            if (name != null) {
                told.put(name, RecordFormat.getLong(record, at + 4));
            }
        }
        return new Told(told);
    }

    private static void putUnlessNull(Map<String, Long> told, String name, @Nullable Object value, long at) {
        if (value != null) {
            told.put(name, at);
        }
    }

    /** The name of the field as it is now; null for one that the schema no longer has. */
    private static @Nullable String nameOf(Shape shape, int field) {
        if (field == Part.HOUSEHOLD_FIELD) {
            return Change.Merge.HOUSEHOLD;
        }
        if (field == Part.COMPANY_FIELD) {
            return Change.Merge.COMPANY;
        }
        int index = shape.indexOfId(field);
        return index < 0 ? null : shape.field(index).name();
    }

    private String word(int at) {
        return layout.dictionary().word(RecordFormat.getInt(record, at));
    }
}
