package dev.kairos.decision;

import dev.kairos.arbitration.Gate;
import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads a record of the decision log in place, of this format or of the first. Not thread-safe; may be wrapped again.
 * Reads stay within the record whatever its bytes: a damaged one ends in a {@link CorruptRecordException}.
 */
public final class DecisionRecord {

    static final Step[] STEPS = Step.values();
    static final Gate[] GATES = Gate.values();
    static final Kind[] KINDS = Kind.values();
    static final Consent.Status[] STATUSES = Consent.Status.values();
    static final PurposeConsent.Origin[] ORIGINS = PurposeConsent.Origin.values();

    private byte[] bytes = {};
    private int start;
    private int length;

    /**
     * Takes {@code bytes[offset, offset + length)}, which must not change while it is read.
     *
     * @throws CorruptRecordException when this is not a decision, or of a version that this engine does not know
     */
    public DecisionRecord wrap(byte[] source, int offset, int recordLength) {
        Objects.checkFromIndexSize(offset, recordLength, source.length);
        if (!isDecision(source, offset, recordLength)) {
            throw new CorruptRecordException("not a decision record of " + recordLength + " bytes");
        }
        length = switch (source[offset + 1]) {
            case RecordFormat.VERSION -> recordLength;
            case FirstFormat.VERSION -> FirstFormat.length(source, offset, recordLength);
            default -> throw new CorruptRecordException("decision record of version " + source[offset + 1]);
        };
        bytes = source;
        start = offset;
        return this;
    }

    /** Whether it begins as a decision, of whatever version. */
    static boolean isDecision(byte[] source, int offset, int recordLength) {
        return recordLength >= RecordFormat.LEAST_BYTES && source[offset] == RecordFormat.DECISION;
    }

    public UUID id() {
        return new UUID(
                RecordFormat.longAt(bytes, start + RecordFormat.ID_HIGH_AT),
                RecordFormat.longAt(bytes, start + RecordFormat.ID_LOW_AT));
    }

    public long timeMs() {
        return isFirst() ? RecordFormat.longAt(bytes, start + FirstFormat.TIME_AT) : reader().timeMs();
    }

    /** The code of the pack's {@link NameTables}. */
    public int packCode() {
        return RecordFormat.intAt(bytes, start + (isFirst() ? FirstFormat.PACK_AT : RecordFormat.PACK_AT));
    }

    public boolean has(DecisionFlag flag) {
        return (RecordFormat.unsignedShort(bytes, start + RecordFormat.FLAGS_AT) & flag.bit()) != 0;
    }

    /** Size in bytes. */
    public int length() {
        return length;
    }

    /**
     * Tells the visitor every item.
     *
     * @param names of the record's pack: they have the texts that rules give as constants
     * @throws CorruptRecordException when an item does not hold what its tag says; those before it were told
     */
    public void forEach(NameTables names, DecisionVisitor visitor) {
        if (isFirst()) {
            new FirstFormat(bytes, start, start + length).forEach(visitor);
        } else {
            reader().forEach(names, visitor);
        }
    }

    private boolean isFirst() {
        return bytes[start + 1] == FirstFormat.VERSION;
    }

    private RecordReader reader() {
        return new RecordReader(bytes, start, start + length);
    }

    /** @throws CorruptRecordException when there is none of this ordinal */
    static <E extends Enum<E>> E constant(E[] constants, int ordinal) {
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new CorruptRecordException(
                    "no " + constants[0].getDeclaringClass().getSimpleName() + " " + ordinal);
        }
        return constants[ordinal];
    }
}
