package dev.kairos.http;

import dev.kairos.decision.DecideRequest;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the decide calls that nearly all are: valid, and in {@linkplain PlainJson plain JSON}. It gives up on any other
 * without saying what is wrong with it, which {@link DecideRequestReader} then does; so nothing may be taken here that
 * would be refused or read otherwise there. A third of the time of the full reader. One event loop and pack version.
 */
final class PlainRequestReader {

    private static final int MAX_WORD_CHARS = Words.MAX_BYTES;
    private static final int MAX_TEXT_CHARS = 4_096;
    private static final int MAX_TIMEOUT_MS = 1_000_000;

    private final PlainJson json = new PlainJson();
    private final Map<String, Attribute> fields = new HashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final Schema schema;
    private final long maxTimeoutMs;
    /** By slot: the call in which it was last set. */
    private final int[] setIn;

    private int call;
    private int seen;

    PlainRequestReader(Schema schema, long maxTimeoutMs) {
        this.schema = schema;
        this.maxTimeoutMs = Math.min(maxTimeoutMs, MAX_TIMEOUT_MS);
        setIn = new int[schema.attributes().size()];
        for (Attribute field : schema.of(Scope.CONTEXT)) {
            fields.put(field.source(), field);
            slots.put(field.source(), schema.slot(field.name()));
        }
    }

    /** Whether the request was read; when not, what it holds means nothing. */
    boolean read(byte[] body, int offset, int length, DecideRequest into) {
        json.begin(body, offset, length);
        seen = 0;
        json.expect('{');
        do {
            readMember(json.name(), into);
        } while (json.isPlain() && json.another('}'));
        return json.isPlain() && json.atEnd() && isComplete(into);
    }

    private void readMember(String name, DecideRequest into) {
        Integer bit = DecideRequestReader.MEMBER_BITS.get(name);
        if (bit == null || (seen & bit) != 0) {
            json.giveUp();
            return;
        }
        seen |= bit;
        switch (name) {
            case "userId" -> into.identify(id(), into.anonymousId());
            case "anonymousId" -> into.identify(into.userId(), id());
            case "channel" -> into.channel(json.word(DecideRequestReader.MAX_CHANNEL_CHARS));
            case "locale" -> into.locale(locale());
            case "placements" -> readPlacements(into.placements());
            case "context" -> readContext(into);
            case "timeoutMs" -> into.timeoutNanos(timeoutNanos());
            case "explain" -> into.explain(json.bool());
            case "dryRun" -> into.dryRun(json.bool());
            default -> json.giveUp();
        }
    }

    private @Nullable String id() {
        return json.takesNull() ? null : json.text(DecideRequestReader.MAX_ID_BYTES);
    }

    private String locale() {
        String tag = json.word(DecideRequestReader.MAX_LOCALE_CHARS);
        if (!DecideRequestReader.isLocale(tag)) {
            json.giveUp();
        }
        return tag;
    }

    private long timeoutNanos() {
        long ms = json.whole();
        if (ms < 1 || ms > maxTimeoutMs) {
            json.giveUp();
        }
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private void readPlacements(List<String> placements) {
        json.expect('[');
        do {
            String placement = json.word(DecideRequestReader.MAX_PLACEMENT_CHARS);
            if (placements.size() == DecideRequestReader.MAX_PLACEMENTS || placements.contains(placement)) {
                json.giveUp();
            }
            placements.add(placement);
        } while (json.another(']'));
    }

    private void readContext(DecideRequest into) {
        call++;
        json.expect('{');
        if (json.takes('}')) {
            return;
        }
        do {
            readField(json.name(), into);
        } while (json.another('}'));
    }

    private void readField(String name, DecideRequest into) {
        Attribute field = fields.get(name);
        if (field == null) {
            json.skipScalar();
            return;
        }
        int slot = slots.get(name);
        if (setIn[slot] == call) {
            json.giveUp();
            return;
        }
        setIn[slot] = call;
        into.context(slot, json.takesNull() ? null : value(field.type()));
    }

    private @Nullable Object value(AttributeType type) {
        switch (type) {
            case KEYWORD:
                return json.word(MAX_WORD_CHARS);
            case TEXT:
                return json.text(MAX_TEXT_CHARS);
            case BOOLEAN:
                return json.bool();
            case INT:
                return integer(json.whole());
            case LONG:
                return json.whole();
            case DECIMAL:
                return json.decimal();
            default:
                json.giveUp();
                return null;
        }
    }

    private Integer integer(long value) {
        if ((int) value != value) {
            json.giveUp();
        }
        return (int) value;
    }

    private static boolean isComplete(DecideRequest request) {
        return (request.userId() != null || request.anonymousId() != null)
                && !request.channel().isEmpty()
                && !request.placements().isEmpty();
    }
}
