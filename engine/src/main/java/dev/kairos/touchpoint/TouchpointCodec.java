package dev.kairos.touchpoint;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A touchpoint as bytes, for the journal: a version, then the parts in a fixed order; whole numbers as variable-length
 * ones, text as UTF-8 with its length before it. The same touchpoint always gives the same bytes. Not thread-safe: one
 * for each thread.
 */
public final class TouchpointCodec {

    private static final int VERSION = 1;
    private static final Touchpoint.Type[] TYPES = Touchpoint.Type.values();
    private static final ConsentStatement.Word[] WORDS = ConsentStatement.Word.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final BytesOut out = new BytesOut();
    private final NameCache names = new NameCache();

    /** @param reserved bytes to leave free in front, for a header of the caller's */
    public byte[] encode(Touchpoint touchpoint, int reserved) {
        out.clear(reserved);
        out.oneByte(VERSION);
        out.oneByte(touchpoint.type().ordinal());
        out.text(touchpoint.messageId());
        write(touchpoint.who());
        out.text(touchpoint.type() == Touchpoint.Type.TRACK ? touchpoint.event() : "");
        out.fixedLong(touchpoint.when().receivedMs());
        out.signed(touchpoint.when().receivedMs() - touchpoint.when().eventMs());
        Contents contents = touchpoint.contents();
        out.text(contents.channel());
        PropertiesCodec.write(contents.properties(), out);
        PropertiesCodec.write(contents.traits(), out);
        write(contents.consent());
        write(contents.outcome());
        return out.toArray();
    }

    /**
     * Reads one that takes up exactly these bytes.
     *
     * @throws UnreadableTouchpointException when they are anything else
     */
    public Touchpoint decode(byte[] bytes, int offset, int length) {
        BytesIn in = new BytesIn(bytes, offset, length, names);
        if (in.oneByte() != VERSION) {
            throw new UnreadableTouchpointException("a touchpoint of an unknown version");
        }
        Touchpoint.Type type = in.oneOf(TYPES);
        String messageId = in.text();
        Who who = who(in);
        String event = in.name();
        long receivedMs = in.fixedLong();
        long eventMs = receivedMs - in.signed();
        Contents contents =
                new Contents(in.name(), PropertiesCodec.read(in), PropertiesCodec.read(in), consent(in), outcome(in));
        in.mustBeAtEnd();
        return new Touchpoint(
                type,
                messageId,
                who,
                type == Touchpoint.Type.TRACK ? event : type.event(),
                new When(eventMs, receivedMs),
                contents);
    }

    private void write(Who who) {
        out.textOrNull(who.userId());
        out.textOrNull(who.anonymousId());
        out.textOrNull(who.previousId());
        GroupId group = who.group();
        out.oneByte(group == null ? 0 : group.kind() == Kind.HOUSEHOLD ? 1 : 2);
        if (group != null) {
            out.text(group.id());
        }
    }

    private static Who who(BytesIn in) {
        String userId = in.textOrNull();
        String anonymousId = in.textOrNull();
        String previousId = in.textOrNull();
        if (userId == null && anonymousId == null) {
            throw new UnreadableTouchpointException("a touchpoint of nobody");
        }
        GroupId group = switch (in.oneByte()) {
            case 0 -> null;
            case 1 -> new GroupId(Kind.HOUSEHOLD, in.text());
            case 2 -> new GroupId(Kind.COMPANY, in.text());
            default -> throw new UnreadableTouchpointException("a group of an unknown kind");
        };
        return new Who(userId, anonymousId, previousId, group);
    }

    private void write(ConsentStatements consent) {
        out.oneByte(consent.isEmpty() ? 0 : consent.gpc() ? 2 : 1);
        if (consent.isEmpty()) {
            return;
        }
        out.textOrNull(consent.tcf());
        out.count(consent.purposes().size());
        for (ConsentStatement statement : consent.purposes()) {
            out.text(statement.purpose());
            out.oneByte(statement.word().ordinal());
            out.fixedLong(statement.atMs());
            out.text(statement.evidence());
        }
        out.count(consent.categories().size());
        consent.categories().forEach((category, granted) -> {
            out.text(category);
            out.oneByte(granted ? 1 : 0);
        });
    }

    private static ConsentStatements consent(BytesIn in) {
        int kind = in.oneByte();
        if (kind == 0) {
            return ConsentStatements.NONE;
        }
        if (kind > 2) {
            throw new UnreadableTouchpointException("consent of an unknown kind");
        }
        String tcf = in.textOrNull();
        ConsentStatement[] purposes = new ConsentStatement[in.count()];
        for (int i = 0; i < purposes.length; i++) {
            purposes[i] = new ConsentStatement(in.name(), in.oneOf(WORDS), in.fixedLong(), in.name());
        }
        int count = in.count();
        Map<String, Boolean> categories = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            categories.put(in.name(), in.oneByte() != 0);
        }
        return new ConsentStatements(List.of(purposes), categories, tcf, kind == 2);
    }

    private void write(@Nullable OutcomeReport report) {
        out.oneByte(report == null ? 0 : 1 + report.outcome().ordinal());
        if (report != null) {
            UUID decision = report.slot().decision();
            out.fixedLong(decision.getMostSignificantBits());
            out.fixedLong(decision.getLeastSignificantBits());
            out.oneByte(report.slot().slot());
            out.text(report.slot().action());
        }
    }

    private static @Nullable OutcomeReport outcome(BytesIn in) {
        int which = in.oneByte();
        if (which == 0) {
            return null;
        }
        if (which > OUTCOMES.length) {
            throw new UnreadableTouchpointException("an unknown outcome");
        }
        UUID decision = new UUID(in.fixedLong(), in.fixedLong());
        return new OutcomeReport(OUTCOMES[which - 1], new SlotToken(decision, in.oneByte(), in.name()));
    }
}
