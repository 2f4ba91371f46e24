package dev.kairos.decision;

import static dev.kairos.decision.RecordFormat.NO_INDEX;

import dev.kairos.arbitration.Gate;
import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of the decision log in place. Not thread-safe; may be wrapped again. Reads stay within the record
 * whatever its bytes: a damaged one ends in a {@link CorruptRecordException}.
 */
public final class DecisionRecord {

    private static final Step[] STEPS = Step.values();
    private static final Gate[] GATES = Gate.values();
    private static final Kind[] KINDS = Kind.values();
    private static final Consent.Status[] STATUSES = Consent.Status.values();
    private static final PurposeConsent.Origin[] ORIGINS = PurposeConsent.Origin.values();

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
        if (recordLength < RecordFormat.HEADER_BYTES || source[offset] != RecordFormat.DECISION) {
            throw new CorruptRecordException("not a decision record of " + recordLength + " bytes");
        }
        if (source[offset + 1] != RecordFormat.VERSION) {
            throw new CorruptRecordException("decision record of version " + source[offset + 1]);
        }
        int declared = RecordFormat.intAt(source, offset + RecordFormat.LENGTH_AT);
        if (declared < RecordFormat.HEADER_BYTES || declared > recordLength) {
            throw new CorruptRecordException(
                    "decision record of " + declared + " bytes of which " + recordLength + " are there");
        }
        bytes = source;
        start = offset;
        length = declared;
        return this;
    }

    public UUID id() {
        return new UUID(
                RecordFormat.longAt(bytes, start + RecordFormat.ID_HIGH_AT),
                RecordFormat.longAt(bytes, start + RecordFormat.ID_LOW_AT));
    }

    public long timeMs() {
        return RecordFormat.longAt(bytes, start + RecordFormat.TIME_AT);
    }

    /** The code of the pack's {@link NameTables}. */
    public int packCode() {
        return RecordFormat.intAt(bytes, start + RecordFormat.PACK_AT);
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
     * @throws CorruptRecordException when an item does not hold what its tag says; those before it were told
     */
    public void forEach(DecisionVisitor visitor) {
        int at = start + RecordFormat.HEADER_BYTES;
        int end = start + length;
        while (at < end) {
            if (at + RecordFormat.ITEM_HEADER_BYTES > end) {
                throw new CorruptRecordException("item cut off at byte " + (at - start));
            }
            int from = at + RecordFormat.ITEM_HEADER_BYTES;
            int to = from + RecordFormat.unsignedShort(bytes, at + 1);
            if (to > end) {
                throw new CorruptRecordException("item runs beyond its record at byte " + (at - start));
            }
            tell(visitor, bytes[at], from, to);
            at = to;
        }
    }

    private void tell(DecisionVisitor visitor, int tag, int from, int to) {
        switch (tag) {
            case RecordFormat.USER_ID -> visitor.userId(text(from, to));
            case RecordFormat.ANONYMOUS_ID -> visitor.anonymousId(text(from, to));
            case RecordFormat.CHANNEL -> visitor.channel(text(from, to));
            case RecordFormat.LOCALE -> visitor.locale(text(from, to));
            case RecordFormat.CONTEXT -> visitor.context(index(from, to), value(from + 2, to));
            case RecordFormat.CONSENT -> consent(visitor, from, to);
            case RecordFormat.CONSENT_BASIS -> consentBasis(visitor, from, to);
            case RecordFormat.PLACEMENT -> visitor.placement(placed(from, to));
            case RecordFormat.PROPOSAL -> visitor.proposal(considered(from, to));
            case RecordFormat.RULES_FIRED -> rulesFired(visitor, from, to);
            case RecordFormat.FAULT -> visitor.fault(index(from, to), text(from + 2, to));
            case RecordFormat.STEPS -> steps(visitor, from, to);
            case RecordFormat.SNAPSHOT -> snapshot(visitor, from, to);
            default -> {
                // of a later engine
            }
        }
    }

    private void consent(DecisionVisitor visitor, int from, int to) {
        need(RecordFormat.SHORT_CONSENT_BYTES, from, to);
        visitor.consent(to - from == RecordFormat.SHORT_CONSENT_BYTES ? saidShortly(from, to) : said(from, 0, to));
    }

    private void consentBasis(DecisionVisitor visitor, int from, int to) {
        need(RecordFormat.CONSENT_BASIS_BYTES, from, to);
        visitor.consentBasis(constant(ORIGINS, bytes[from + RecordFormat.CONSENT_BYTES]), said(from, 1, to));
    }

    /** @param before how many bytes stand between the time and the evidence */
    private DecisionVisitor.Said said(int from, int before, int to) {
        int evidenceAt = from + RecordFormat.CONSENT_BYTES + before;
        need(0, evidenceAt, to);
        return new DecisionVisitor.Said(
                index(from, to),
                constant(STATUSES, bytes[from + 2]),
                RecordFormat.longAt(bytes, from + RecordFormat.CONSENT_AT),
                text(evidenceAt, to));
    }

    private DecisionVisitor.Said saidShortly(int from, int to) {
        return new DecisionVisitor.Said(index(from, to), Consent.Status.of(bytes[from + 2] != 0), timeMs(), "");
    }

    private DecisionVisitor.Placed placed(int from, int to) {
        need(RecordFormat.PLACEMENT_BYTES, from, to);
        int placement = index(from, to);
        return new DecisionVisitor.Placed(
                placement,
                placement < 0 ? text(from + RecordFormat.PLACEMENT_BYTES, to) : null,
                index(from + 2, to),
                index(from + 4, to),
                Byte.toUnsignedInt(bytes[from + 6]),
                (bytes[from + 7] & RecordFormat.FALLBACK_BIT) != 0);
    }

    private DecisionVisitor.Considered considered(int from, int to) {
        need(RecordFormat.PROPOSAL_BYTES, from, to);
        int bits = bytes[from + RecordFormat.PROPOSAL_BITS_AT];
        int factorsAt = from + RecordFormat.PROPOSAL_BYTES;
        int textAt = factorsAt + Double.BYTES * Integer.bitCount(bits & (RecordFormat.HAS_FACTORS - 1));
        need(0, textAt, to);
        return new DecisionVisitor.Considered(
                index(from, to),
                index(from + 2, to),
                index(from + 4, to),
                Byte.toUnsignedInt(bytes[from + 6]),
                index(from + 7, to),
                constant(GATES, bytes[from + RecordFormat.PROPOSAL_GATE_AT]),
                (bits & RecordFormat.HAS_FACTORS) == 0 ? null : factors(bits, factorsAt),
                textAt == to ? null : text(textAt, to));
    }

    private DecisionVisitor.Factors factors(int bits, int from) {
        double[] factors = {1, 1, 1, 1};
        int at = from;
        for (int i = 0; i < factors.length; i++) {
            if ((bits & 1 << i) != 0) {
                factors[i] = RecordFormat.doubleAt(bytes, at);
                at += Double.BYTES;
            }
        }
        double product = factors[0] * factors[1] * factors[2] * factors[3];
        double score = (bits & RecordFormat.HAS_SCORE) == 0 ? product : RecordFormat.doubleAt(bytes, at);
        return new DecisionVisitor.Factors(factors[0], factors[1], factors[2], factors[3], score);
    }

    private void rulesFired(DecisionVisitor visitor, int from, int to) {
        for (int at = from; at < to; at += Short.BYTES) {
            visitor.ruleFired(index(at, to));
        }
    }

    private void steps(DecisionVisitor visitor, int from, int to) {
        for (int at = from; at < to; at += RecordFormat.STEP_BYTES) {
            need(RecordFormat.STEP_BYTES, at, to);
            visitor.step(constant(STEPS, bytes[at]), Integer.toUnsignedLong(RecordFormat.intAt(bytes, at + 1)));
        }
    }

    private void snapshot(DecisionVisitor visitor, int from, int to) {
        need(RecordFormat.SNAPSHOT_BYTES, from, to);
        int idAt = from + RecordFormat.SNAPSHOT_BYTES;
        int rawAt = idAt + RecordFormat.unsignedShort(bytes, from + 1);
        need(0, rawAt, to);
        visitor.snapshot(constant(KINDS, bytes[from]), text(idAt, rawAt), bytes, rawAt, to - rawAt);
    }

    private static <E extends Enum<E>> E constant(E[] constants, int ordinal) {
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new CorruptRecordException(
                    "no " + constants[0].getDeclaringClass().getSimpleName() + " " + ordinal);
        }
        return constants[ordinal];
    }

    private @Nullable Object value(int from, int to) {
        need(1, from, to);
        int at = from + 1;
        int type = bytes[from];
        return switch (type) {
            case RecordFormat.TYPE_STRING -> text(at, to);
            case RecordFormat.TYPE_STRINGS -> words(at, to);
            case RecordFormat.TYPE_FALSE -> Boolean.FALSE;
            case RecordFormat.TYPE_TRUE -> Boolean.TRUE;
            case RecordFormat.TYPE_INT -> (int) longAt(at, to);
            case RecordFormat.TYPE_LONG -> longAt(at, to);
            case RecordFormat.TYPE_DOUBLE -> Double.longBitsToDouble(longAt(at, to));
            case RecordFormat.TYPE_INSTANT -> Instant.ofEpochMilli(longAt(at, to));
            case RecordFormat.TYPE_WITHHELD -> null;
            default -> throw new CorruptRecordException("no type " + type + " of context value");
        };
    }

    private Set<String> words(int from, int to) {
        Set<String> words = new LinkedHashSet<>();
        int at = from;
        while (at < to) {
            need(Short.BYTES, at, to);
            int size = RecordFormat.unsignedShort(bytes, at);
            at += Short.BYTES;
            need(size, at, to);
            words.add(text(at, at + size));
            at += size;
        }
        return words;
    }

    private long longAt(int at, int to) {
        need(Long.BYTES, at, to);
        return RecordFormat.longAt(bytes, at);
    }

    private int index(int at, int to) {
        need(Short.BYTES, at, to);
        int index = RecordFormat.unsignedShort(bytes, at);
        return index == NO_INDEX ? -1 : index;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void need(int size, int from, int to) {
        if (from + size > to) {
            throw new CorruptRecordException("item too short at byte " + (from - start));
        }
    }
}
