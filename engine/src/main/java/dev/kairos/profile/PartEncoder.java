package dev.kairos.profile;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the {@link Part}s of a record. The writer's thread only. */
final class PartEncoder {

    private final RecordBuffer out;

    PartEncoder(RecordBuffer out) {
        this.out = out;
    }

    void write(Shape shape, Contents contents) {
        int start = out.end;
        History history = contents.data().history();
        seen(history.seen(), history.dueMs());
        windows(history.windows());
        journeys(Part.JOURNEYS, history.journeys());
        journeys(Part.BASE, history.base());
        path(history.path());
        told(ToldTimes.of(shape, contents));
        int links = out.begin(Part.LINKS);
        links(contents.links());
        out.finish(links);
        int users = out.begin(Part.USERS);
        out.putIds(contents.data().ids().users());
        out.finish(users);
        evidence(contents.data().consent());
        RecordFormat.putShort(out.bytes, RecordFormat.AT_PARTS, out.end == start ? 0 : start);
    }

    void links(List<Link> links) {
        for (Link link : links) {
            out.putByte(link.other().kind().prefix());
            out.putId(link.other().id());
            out.putLong(link.atMs());
            out.putInt(out.code(link.source()));
        }
    }

    private void evidence(Map<String, Consent> consent) {
        int start = out.begin(Part.EVIDENCE);
        consent.forEach((purpose, said) -> {
            if (!said.evidence().isEmpty()) {
                out.putInt(out.code(purpose));
                out.putId(said.evidence());
            }
        });
        out.finish(start);
    }

    private void seen(History.Seen seen, long dueMs) {
        if (!seen.isNever() || dueMs != 0) {
            int start = out.begin(Part.SEEN);
            out.putLong(seen.firstMs());
            out.putLong(seen.lastMs());
            out.putLong(dueMs);
            out.finish(start);
        }
    }

    private void windows(Map<String, StoredWindow> windows) {
        int start = out.begin(Part.WINDOWS);
        windows.forEach((name, window) -> {
            out.putInt(out.code(name));
            out.putInt(window.definition());
            out.putShort(window.cells().length);
            out.putBytes(window.cells(), 0, window.cells().length);
        });
        out.finish(start);
    }

    private void journeys(Part part, Map<String, JourneyState> states) {
        int start = out.begin(part);
        states.forEach((name, state) -> {
            out.putInt(out.code(name));
            out.putInt(out.code(state.stage()));
            out.putLong(state.sinceMs());
            out.putLong(state.enteredMs());
            out.putShort(state.entries());
            out.putByte(state.over() ? 1 : 0);
        });
        out.finish(start);
    }

    private void path(List<PathItem> path) {
        int start = out.begin(Part.PATH);
        path.forEach(this::item);
        out.finish(start);
    }

    void item(PathItem item) {
        int start = out.end;
        out.putShort(0);
        out.putLong(item.atMs());
        out.putByte(item.kind().ordinal());
        out.putByte(
                (item.detail() == null ? 0 : PathBytes.DETAIL) | (item.decision() == null ? 0 : PathBytes.DECISION));
        text(item.name());
        if (item.detail() != null) {
            text(item.detail());
        }
        UUID decision = item.decision();
        if (decision != null) {
            out.putLong(decision.getMostSignificantBits());
            out.putLong(decision.getLeastSignificantBits());
        }
        for (String trigger : item.triggers()) {
            out.putInt(out.code(trigger));
        }
        if (out.refusal() == null) {
            RecordFormat.putShort(out.bytes, start, out.end - start);
        }
    }

    /** At most 255 bytes, cut between characters; length and bytes. */
    private void text(String text) {
        byte[] bytes = Utf8.encode(text);
        int length = Math.min(bytes.length, PathBytes.MAX_TEXT);
        while (length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        out.putByte(length);
        out.putBytes(bytes, 0, length);
    }

    private void told(ToldTimes times) {
        if (times.isUnknown()) {
            return;
        }
        int start = out.begin(Part.TOLD);
        out.putLong(times.baseMs());
        for (int i = 0; i < times.exceptions(); i++) {
            out.putInt(times.field(i));
            out.putLong(times.atMs(i));
        }
        out.finish(start);
    }
}
