package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns the {@link Part}s of one record into objects that outlive it. */
final class PartDecoder {

    private static final int DEFINITION_AT = 24;

    private final byte[] record;
    private final Parts parts;
    private final ProfileLayout layout;

    PartDecoder(byte[] record, Parts parts, ProfileLayout layout) {
        this.record = record;
        this.parts = parts;
        this.layout = layout;
    }

    History history() {
        return new History(windows(), journeys(Part.JOURNEYS), journeys(Part.BASE), path(), seen(), dueMs());
    }

    History.Seen seen() {
        int at = parts.at(Part.SEEN);
        return parts.bytes(Part.SEEN) == 0
                ? History.Seen.NEVER
                : new History.Seen(RecordFormat.getLong(record, at), RecordFormat.getLong(record, at + 8));
    }

    long dueMs() {
        return parts.bytes(Part.SEEN) == 0 ? 0 : RecordFormat.getLong(record, parts.at(Part.SEEN) + 16);
    }

    /** Of the journeys that {@link Part#JOURNEYS} was worked out by; 0 when nobody knows. */
    int definition() {
        return parts.bytes(Part.SEEN) <= DEFINITION_AT
                ? 0
                : RecordFormat.getInt(record, parts.at(Part.SEEN) + DEFINITION_AT);
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

    Map<String, JourneyState> journeys(Part part) {
        Map<String, JourneyState> states = new HashMap<>();
        for (int i = 0; i < parts.bytes(part); i += Part.JOURNEY_BYTES) {
            int at = parts.at(part) + i;
            states.put(word(at), JourneyBytes.state(record, at, layout.dictionary()));
        }
        return states;
    }

    void loadPath(PathDraft into) {
        into.load(record, parts.at(Part.PATH), parts.end(Part.PATH), layout.dictionary());
    }

    List<PathItem> path() {
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
        Set<String> users = new TreeSet<>();
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

    private String word(int at) {
        return layout.dictionary().word(RecordFormat.getInt(record, at));
    }
}
