package dev.kairos.profile;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the {@link Part}s of a record. The writer's thread only. */
final class PartEncoder {

    private final RecordBuffer out;
    private final ToldTimes times = new ToldTimes();

    PartEncoder(RecordBuffer out) {
        this.out = out;
    }

    /** @param members null: what the record says of it already */
    void write(FacetDraft draft, @Nullable Membership members) {
        int start = out.end;
        ProfileView before = draft.before();
        Trail trail = draft.trail();
        seen(trail);
        windows(draft);
        states(before, Part.JOURNEYS, trail.areStatesChanged() ? trail.states() : null);
        states(before, Part.BASE, trail.isBaseChanged() ? trail.base() : null);
        path(before, trail);
        told(draft);
        members(before, members);
        evidence(draft);
        RecordFormat.putShort(out.bytes, RecordFormat.AT_PARTS, out.end == start ? 0 : start);
    }

    private void copy(ProfileView before, Part part) {
        Parts parts = before.parts();
        if (parts.bytes(part) > 0) {
            int start = out.begin(part);
            out.putBytes(before.record(), parts.at(part), parts.bytes(part));
            out.finish(start);
        }
    }

    private void windows(FacetDraft draft) {
        if (!draft.areWindowsChanged()) {
            copy(draft.before(), Part.WINDOWS);
        } else {
            int start = out.begin(Part.WINDOWS);
            out.putBytes(draft.windows().bytes(), 0, draft.windows().length());
            out.finish(start);
        }
    }

    private void states(ProfileView before, Part part, @Nullable Map<String, JourneyState> changed) {
        if (changed == null) {
            copy(before, part);
        } else {
            journeys(part, changed);
        }
    }

    private void path(ProfileView before, Trail trail) {
        if (trail.isPathChanged()) {
            int start = out.begin(Part.PATH);
            trail.draft().write(out, this);
            out.finish(start);
        } else {
            copy(before, Part.PATH);
        }
    }

    private void told(FacetDraft draft) {
        if (draft.areValuesChanged()) {
            times.write(draft.values(), out);
        } else {
            copy(draft.before(), Part.TOLD);
        }
    }

    private void members(ProfileView before, @Nullable Membership members) {
        if (members == null) {
            copy(before, Part.LINKS);
            copy(before, Part.USERS);
            return;
        }
        int links = out.begin(Part.LINKS);
        links(members.links());
        out.finish(links);
        int users = out.begin(Part.USERS);
        out.putIds(members.userIds());
        out.finish(users);
    }

    private void evidence(FacetDraft draft) {
        if (draft.isConsentChanged()) {
            evidence(draft.consent());
        } else {
            copy(draft.before(), Part.EVIDENCE);
        }
    }

    void links(Collection<Link> links) {
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

    private void seen(Trail trail) {
        History.Seen seen = trail.seen();
        if (!seen.isNever() || trail.dueMs() != 0) {
            int start = out.begin(Part.SEEN);
            out.putLong(seen.firstMs());
            out.putLong(seen.lastMs());
            out.putLong(trail.dueMs());
            if (trail.definition() != 0) {
                out.putInt(trail.definition());
            }
            out.finish(start);
        }
    }

    private void journeys(Part part, Map<String, JourneyState> states) {
        int start = out.begin(part);
        History.sorted(states).forEach((name, state) -> {
            out.putInt(out.code(name));
            out.putInt(out.code(state.stage()));
            out.putLong(state.sinceMs());
            out.putLong(state.enteredMs());
            out.putShort(state.entries());
            out.putByte(state.over() ? 1 : 0);
        });
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
}
