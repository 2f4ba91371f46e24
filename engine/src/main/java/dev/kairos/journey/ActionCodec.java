package dev.kairos.journey;

import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.touchpoint.BytesIn;
import dev.kairos.touchpoint.BytesOut;
import dev.kairos.touchpoint.NameCache;
import dev.kairos.touchpoint.UnreadableTouchpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Actions as bytes: a version, what caused them, then what they are. Not thread-safe. */
final class ActionCodec {

    private static final int BLANK = 0;
    private static final int VERSION = 1;
    private static final int LIST = 0;
    private static final Kind[] KINDS = Kind.values();

    private final BytesOut out = new BytesOut();
    private final NameCache names = new NameCache();

    byte[] encode(Cause cause, int sequence, Action action) {
        out.clear(0);
        out.oneByte(VERSION);
        out.signed(cause.position());
        out.signed(cause.dueMs());
        out.text(cause.key());
        out.signed(sequence);
        out.oneByte(action.who().kind().ordinal());
        out.text(action.who().id());
        out.text(action.event());
        out.signed(action.atMs());
        out.text(action.system());
        out.text(action.action());
        out.count(action.arguments().size());
        new TreeMap<>(action.arguments()).forEach((name, value) -> {
            out.text(name);
            write(value);
        });
        return out.toArray();
    }

    private void write(Object value) {
        if (value instanceof List<?> list) {
            out.oneByte(LIST);
            out.count(list.size());
            list.forEach(item -> out.text((String) item));
        } else {
            Values.write(value, out);
        }
    }

    static boolean isBlank(byte[] bytes, int length) {
        return length == 0 || bytes[0] == BLANK;
    }

    /** What came of which cause, which is where to go on after a restart. */
    Cause cause(byte[] bytes, int length) {
        return cause(open(bytes, length));
    }

    private static Cause cause(BytesIn in) {
        return new Cause(in.signed(), in.signed(), in.text());
    }

    /** @throws UnreadableRecordException when it is none */
    ActionRecord decode(byte[] bytes, int length) {
        try {
            BytesIn in = open(bytes, length);
            Cause cause = cause(in);
            int sequence = (int) in.signed();
            Identity who = new Identity(in.oneOf(KINDS), in.text());
            String event = in.name();
            long atMs = in.signed();
            Action action = new Action(who, event, atMs, in.name(), in.name(), arguments(in));
            in.mustBeAtEnd();
            return new ActionRecord(cause.position(), sequence, action);
        } catch (UnreadableTouchpointException | IllegalArgumentException unreadable) {
            throw new UnreadableRecordException("an action cannot be read", unreadable);
        }
    }

    int sequence(byte[] bytes, int length) {
        BytesIn in = open(bytes, length);
        cause(in);
        return (int) in.signed();
    }

    private BytesIn open(byte[] bytes, int length) {
        BytesIn in = new BytesIn(bytes, 0, length, names);
        if (in.oneByte() != VERSION) {
            throw new UnreadableRecordException("an action of an unknown version", null);
        }
        return in;
    }

    private static Map<String, Object> arguments(BytesIn in) {
        int count = in.count();
        Map<String, Object> arguments = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            arguments.put(in.name(), value(in));
        }
        return arguments;
    }

    private static Object value(BytesIn in) {
        int tag = in.oneByte();
        return tag == LIST ? list(in) : Values.read(tag, in);
    }

    private static List<String> list(BytesIn in) {
        int count = in.count();
        List<String> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(in.text());
        }
        return items;
    }
}
