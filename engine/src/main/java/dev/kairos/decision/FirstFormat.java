package dev.kairos.decision;

import dev.kairos.profile.Consent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of format 1, which none is written in any more: a fixed header with the length, then items, each a tag
 * (1), the length of what follows (2) and that.
 *
 * <pre>
 * 0 kind=1 · 1 version=1 · 2 flags · 4 length · 8 id high · 16 id low · 24 time ms · 32 pack code · 36 items
 * </pre>
 */
final class FirstFormat {

    static final byte VERSION = 1;
    static final int TIME_AT = 24;
    static final int PACK_AT = 32;
    static final int HEADER_BYTES = 36;

    private static final int LENGTH_AT = 4;
    private static final int ITEM_HEADER_BYTES = 3;

    private static final int USER_ID = 1;
    private static final int ANONYMOUS_ID = 2;
    private static final int CHANNEL = 3;
    private static final int LOCALE = 4;
    /** Slot (2), type (1), value. */
    private static final int CONTEXT = 5;
    /** Placement (2), action (2), fragment (2), reason (1), bits (1), name of an unknown placement. */
    private static final int PLACEMENT = 6;
    /** Action (2), rule (2), placement (2), reason (1), detail (2), gate (1), factor bits (1), factors (8), because. */
    private static final int PROPOSAL = 7;
    /** Rule (2) each. */
    private static final int RULES_FIRED = 8;
    /** Rule (2), message. */
    private static final int FAULT = 9;
    /** Step (1), nanoseconds (4) each. */
    private static final int STEPS = 10;
    /** Kind of profile (1), length of its id (2), id, raw bytes. */
    private static final int SNAPSHOT = 11;
    /** Purpose (2), status (1), time (8), evidence: what the call itself said. */
    private static final int CONSENT = 12;
    /** Purpose (2), status (1), time (8), origin (1), evidence: the statement that decided. */
    private static final int CONSENT_BASIS = 13;

    private static final int CONSENT_BYTES = 11;
    private static final int CONSENT_AT = 3;
    /** Of a record from before there was more than granted or not. */
    private static final int SHORT_CONSENT_BYTES = 3;

    private static final int CONSENT_BASIS_BYTES = CONSENT_BYTES + 1;
    private static final int PLACEMENT_BYTES = 8;
    private static final int FALLBACK_BIT = 1;
    private static final int PROPOSAL_BYTES = 11;
    private static final int PROPOSAL_GATE_AT = 9;
    private static final int PROPOSAL_BITS_AT = 10;
    private static final int SNAPSHOT_BYTES = 3;
    private static final int STEP_BYTES = 5;

    /** Which factors follow, one bit for each of the four. */
    private static final int FACTOR_BITS = 0xF;
    /** The score follows, being not their plain product. */
    private static final int HAS_SCORE = 16;

    private static final int HAS_FACTORS = 32;

    /** In the place of an index: none, any or unknown. */
    private static final int NO_INDEX = 0xFFFF;

    private final byte[] bytes;
    private final int start;
    private final int end;

    /** @param end where the record ends, as {@link #length} has it */
    FirstFormat(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** How long a record says that it is. @throws CorruptRecordException when that is not there */
    static int length(byte[] bytes, int start, int recordLength) {
        int declared = recordLength < HEADER_BYTES ? 0 : RecordFormat.intAt(bytes, start + LENGTH_AT);
        if (declared < HEADER_BYTES || declared > recordLength) {
            throw new CorruptRecordException(
                    "decision record of " + declared + " bytes of which " + recordLength + " are there");
        }
        return declared;
    }

    void forEach(DecisionVisitor visitor) {
        int at = start + HEADER_BYTES;
        while (at < end) {
            if (at + ITEM_HEADER_BYTES > end) {
                throw new CorruptRecordException("item cut off at byte " + (at - start));
            }
            int from = at + ITEM_HEADER_BYTES;
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
            case USER_ID -> visitor.userId(text(from, to));
            case ANONYMOUS_ID -> visitor.anonymousId(text(from, to));
            case CHANNEL -> visitor.channel(text(from, to));
            case LOCALE -> visitor.locale(text(from, to));
            case CONTEXT -> visitor.context(index(from, to), value(from + 2, to));
            case CONSENT -> consent(visitor, from, to);
            case CONSENT_BASIS -> consentBasis(visitor, from, to);
            case PLACEMENT -> visitor.placement(placed(from, to));
            case PROPOSAL -> visitor.proposal(considered(from, to));
            case RULES_FIRED -> rulesFired(visitor, from, to);
            case FAULT -> visitor.fault(index(from, to), text(from + 2, to));
            case STEPS -> steps(visitor, from, to);
            case SNAPSHOT -> snapshot(visitor, from, to);
            default -> {
                // of a later engine
            }
        }
    }

    private void consent(DecisionVisitor visitor, int from, int to) {
        need(SHORT_CONSENT_BYTES, from, to);
        visitor.consent(to - from == SHORT_CONSENT_BYTES ? saidShortly(from, to) : said(from, 0, to));
    }

    private void consentBasis(DecisionVisitor visitor, int from, int to) {
        need(CONSENT_BASIS_BYTES, from, to);
        visitor.consentBasis(
                DecisionRecord.constant(DecisionRecord.ORIGINS, bytes[from + CONSENT_BYTES]), said(from, 1, to));
    }

    /** @param before how many bytes stand between the time and the evidence */
    private DecisionVisitor.Said said(int from, int before, int to) {
        int evidenceAt = from + CONSENT_BYTES + before;
        need(0, evidenceAt, to);
        return new DecisionVisitor.Said(
                index(from, to),
                DecisionRecord.constant(DecisionRecord.STATUSES, bytes[from + 2]),
                RecordFormat.longAt(bytes, from + CONSENT_AT),
                text(evidenceAt, to));
    }

    private DecisionVisitor.Said saidShortly(int from, int to) {
        return new DecisionVisitor.Said(
                index(from, to),
                Consent.Status.of(bytes[from + 2] != 0),
                RecordFormat.longAt(bytes, start + TIME_AT),
                "");
    }

    private DecisionVisitor.Placed placed(int from, int to) {
        need(PLACEMENT_BYTES, from, to);
        int placement = index(from, to);
        return new DecisionVisitor.Placed(
                placement,
                placement < 0 ? text(from + PLACEMENT_BYTES, to) : null,
                index(from + 2, to),
                index(from + 4, to),
                Byte.toUnsignedInt(bytes[from + 6]),
                (bytes[from + 7] & FALLBACK_BIT) != 0);
    }

    private DecisionVisitor.Considered considered(int from, int to) {
        need(PROPOSAL_BYTES, from, to);
        int bits = bytes[from + PROPOSAL_BITS_AT];
        int factorsAt = from + PROPOSAL_BYTES;
        int textAt = factorsAt + Double.BYTES * Integer.bitCount(bits & (FACTOR_BITS | HAS_SCORE));
        need(0, textAt, to);
        return new DecisionVisitor.Considered(
                index(from, to),
                index(from + 2, to),
                index(from + 4, to),
                Byte.toUnsignedInt(bytes[from + 6]),
                index(from + 7, to),
                DecisionRecord.constant(DecisionRecord.GATES, bytes[from + PROPOSAL_GATE_AT]),
                (bits & HAS_FACTORS) == 0 ? null : factors(bits, factorsAt),
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
        double score = (bits & HAS_SCORE) == 0 ? product : RecordFormat.doubleAt(bytes, at);
        return new DecisionVisitor.Factors(factors[0], factors[1], factors[2], factors[3], score);
    }

    private void rulesFired(DecisionVisitor visitor, int from, int to) {
        for (int at = from; at < to; at += Short.BYTES) {
            visitor.ruleFired(index(at, to));
        }
    }

    private void steps(DecisionVisitor visitor, int from, int to) {
        for (int at = from; at < to; at += STEP_BYTES) {
            need(STEP_BYTES, at, to);
            visitor.step(
                    DecisionRecord.constant(DecisionRecord.STEPS, bytes[at]),
                    Integer.toUnsignedLong(RecordFormat.intAt(bytes, at + 1)));
        }
    }

    private void snapshot(DecisionVisitor visitor, int from, int to) {
        need(SNAPSHOT_BYTES, from, to);
        int idAt = from + SNAPSHOT_BYTES;
        int rawAt = idAt + RecordFormat.unsignedShort(bytes, from + 1);
        need(0, rawAt, to);
        visitor.snapshot(
                DecisionRecord.constant(DecisionRecord.KINDS, bytes[from]),
                text(idAt, rawAt),
                bytes,
                rawAt,
                to - rawAt);
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
