package dev.kairos.journey;

import dev.kairos.profile.Change;
import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.touchpoint.BytesIn;
import dev.kairos.touchpoint.BytesOut;
import dev.kairos.touchpoint.NameCache;
import dev.kairos.touchpoint.PartitionKey;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.TouchpointCodec;
import dev.kairos.touchpoint.UnreadableTouchpointException;

/**
 * Records as bytes: one byte that says what it is, then its contents. The same record always gives the same bytes. Not
 * thread-safe: one for each thread.
 */
public final class RecordCodec {

    private static final int BLANK = 0;
    private static final int TOUCHPOINT = 1;
    private static final int CHANGE = 2;
    private static final int SPLIT = 3;
    private static final int PACK = 4;
    private static final int TICK = 5;

    private static final JournalRecord NOTHING = new JournalRecord.Blank();
    private static final JournalRecord TIME = new JournalRecord.Tick();

    private final TouchpointCodec touchpoints = new TouchpointCodec();
    private final BytesOut out = new BytesOut();
    private final NameCache names = new NameCache();
    private final ChangeCodec changes = new ChangeCodec();

    public byte[] encode(Touchpoint touchpoint) {
        byte[] bytes = touchpoints.encode(touchpoint, 1);
        bytes[0] = TOUCHPOINT;
        return bytes;
    }

    public byte[] encode(Change change) {
        begin(CHANGE);
        changes.write(change, out);
        return out.toArray();
    }

    byte[] encode(JournalRecord.Split split) {
        begin(SPLIT);
        write(split.one());
        write(split.other());
        return out.toArray();
    }

    byte[] encode(JournalRecord.PackTurned pack) {
        begin(PACK);
        out.text(pack.version());
        out.text(pack.hash());
        return out.toArray();
    }

    byte[] encodeTick() {
        begin(TICK);
        return out.toArray();
    }

    /** Whom a change is about, as the journal's partitions go. */
    public static long partitionKey(Change change) {
        return PartitionKey.of(change.key().kind(), change.key().id());
    }

    /**
     * Reads a record that takes up exactly these bytes.
     *
     * @throws UnreadableRecordException when they are anything else
     */
    public JournalRecord decode(byte[] bytes, int offset, int length) {
        if (length == 0 || bytes[offset] == BLANK) {
            return NOTHING;
        }
        try {
            if (bytes[offset] == TOUCHPOINT) {
                return new JournalRecord.Touch(touchpoints.decode(bytes, offset + 1, length - 1));
            }
            BytesIn in = new BytesIn(bytes, offset + 1, length - 1, names);
            JournalRecord read = read(bytes[offset], in);
            in.mustBeAtEnd();
            return read;
        } catch (UnreadableTouchpointException | IllegalArgumentException unreadable) {
            throw new UnreadableRecordException("a record cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private JournalRecord read(int kind, BytesIn in) {
        return switch (kind) {
            case CHANGE -> new JournalRecord.Changed(changes.read(in));
            case SPLIT -> new JournalRecord.Split(identity(in), identity(in));
            case PACK -> new JournalRecord.PackTurned(in.text(), in.text());
            case TICK -> TIME;
            default -> throw new UnreadableRecordException("a record of an unknown kind", null);
        };
    }

    private void begin(int kind) {
        out.clear(0);
        out.oneByte(kind);
    }

    private void write(Identity identity) {
        out.oneByte(identity.kind().ordinal());
        out.text(identity.id());
    }

    private static Identity identity(BytesIn in) {
        return new Identity(in.oneOf(Kind.values()), in.text());
    }
}
