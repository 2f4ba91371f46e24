package dev.kairos.decision;

import dev.kairos.decision.DecisionVisitor.Considered;
import dev.kairos.decision.DecisionVisitor.Factors;
import dev.kairos.decision.DecisionVisitor.Placed;
import dev.kairos.decision.DecisionVisitor.Said;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one record as {@link RecordFormat} has it. */
final class RecordReader {

    private static final int NONE = -1;

    private final ItemCursor items;
    private final long idTimeMs;

    /** @param start of a record that is a decision of this format */
    RecordReader(byte[] bytes, int start, int end) {
        items = new ItemCursor(bytes, start, start + RecordFormat.HEADER_BYTES, end);
        idTimeMs = RecordFormat.longAt(bytes, start + RecordFormat.ID_HIGH_AT) >>> DecisionLog.UUID_TIME_SHIFT;
    }

    /** When it was made, in milliseconds since 1970; the time of its id unless it begins with another. */
    long timeMs() {
        items.rewind();
        return items.next() && items.tag() == RecordFormat.TIME ? idTimeMs + items.signed() : idTimeMs;
    }

    /** @throws CorruptRecordException when an item does not hold what its tag says; those before it were told */
    void forEach(NameTables names, DecisionVisitor visitor) {
        long timeMs = timeMs();
        items.rewind();
        while (items.next()) {
            tell(names, visitor, timeMs);
        }
    }

    private void tell(NameTables names, DecisionVisitor visitor, long timeMs) {
        switch (items.tag()) {
            case RecordFormat.USER_ID -> visitor.userId(items.text());
            case RecordFormat.ANONYMOUS_ID -> visitor.anonymousId(items.text());
            case RecordFormat.CHANNEL -> visitor.channel(items.text());
            case RecordFormat.LOCALE -> visitor.locale(items.text());
            case RecordFormat.CONTEXT -> visitor.context(items.index(), value());
            case RecordFormat.CONSENT -> visitor.consent(said(items.index(), items.octet(), timeMs));
            case RecordFormat.CONSENT_BASIS -> consentBasis(visitor, timeMs);
            case RecordFormat.PLACEMENTS -> placements(visitor);
            case RecordFormat.UNKNOWN_PLACEMENT -> unknownPlacement(visitor);
            case RecordFormat.PROPOSALS -> proposals(names, visitor);
            case RecordFormat.RULES_FIRED -> rulesFired(visitor);
            case RecordFormat.FAULT -> visitor.fault(items.index(), items.text());
            case RecordFormat.STEPS -> steps(visitor);
            case RecordFormat.SNAPSHOT -> snapshot(visitor);
            default -> {
                // the time, or of a later engine
            }
        }
    }

    private void consentBasis(DecisionVisitor visitor, long timeMs) {
        int purpose = items.index();
        int octet = items.octet();
        visitor.consentBasis(
                DecisionRecord.constant(DecisionRecord.ORIGINS, octet >> RecordFormat.ORIGIN_SHIFT),
                said(purpose, octet & RecordFormat.STATUS_BITS, timeMs));
    }

    private Said said(int purpose, int status, long timeMs) {
        return new Said(
                purpose,
                DecisionRecord.constant(DecisionRecord.STATUSES, status),
                timeMs + items.signed(),
                items.text());
    }

    private void placements(DecisionVisitor visitor) {
        while (items.hasMore()) {
            int placement = items.index();
            int reason = items.index();
            visitor.placement(new Placed(
                    placement,
                    null,
                    items.indexOrNone(),
                    items.indexOrNone(),
                    reason >> RecordFormat.REASON_SHIFT,
                    (reason & RecordFormat.FALLBACK_BIT) != 0));
        }
    }

    private void unknownPlacement(DecisionVisitor visitor) {
        int reason = items.index();
        visitor.placement(new Placed(NONE, items.text(), NONE, NONE, reason, true));
    }

    private void proposals(NameTables names, DecisionVisitor visitor) {
        while (items.hasMore()) {
            int bits = items.octet();
            int action = items.index();
            int rule = items.indexOrNone();
            int reason = items.index();
            int placement = (bits & RecordFormat.FOR_PLACEMENT) == 0 ? NONE : items.index();
            int detail = (bits & RecordFormat.HAS_DETAIL) == 0 ? NONE : items.index();
            int gate = (bits & RecordFormat.HAS_GATE) == 0 ? 0 : items.octet();
            visitor.proposal(new Considered(
                    action,
                    rule,
                    placement,
                    reason,
                    detail,
                    DecisionRecord.constant(DecisionRecord.GATES, gate),
                    (bits & RecordFormat.HAS_FACTORS) == 0 ? null : factors((bits & RecordFormat.HAS_SCORE) != 0),
                    because(bits, names)));
        }
    }

    private Factors factors(boolean hasScore) {
        double propensity = items.number();
        double context = items.number();
        double value = items.number();
        double lever = items.number();
        double score = hasScore ? items.number() : propensity * context * value * lever;
        return new Factors(propensity, context, value, lever, score);
    }

    private @Nullable String because(int bits, NameTables names) {
        if ((bits & RecordFormat.HAS_KNOWN_TEXT) != 0) {
            int text = items.index();
            return Explanation.named(names.text(text), text);
        }
        return (bits & RecordFormat.HAS_TEXT) == 0 ? null : items.countedText();
    }

    private void rulesFired(DecisionVisitor visitor) {
        long rule = 0;
        while (items.hasMore()) {
            rule += items.signed();
            visitor.ruleFired(ItemCursor.index(rule));
        }
    }

    private void steps(DecisionVisitor visitor) {
        while (items.hasMore()) {
            long step = items.varint();
            visitor.step(
                    DecisionRecord.constant(DecisionRecord.STEPS, (int) step & RecordFormat.STEP_BITS),
                    step >>> RecordFormat.STEP_SHIFT);
        }
    }

    private void snapshot(DecisionVisitor visitor) {
        int kind = items.octet();
        String id = items.countedText();
        visitor.snapshot(
                DecisionRecord.constant(DecisionRecord.KINDS, kind), id, items.bytes(), items.at(), items.left());
    }

    private @Nullable Object value() {
        int type = items.octet();
        return switch (type) {
            case RecordFormat.TYPE_STRING -> items.text();
            case RecordFormat.TYPE_STRINGS -> words();
            case RecordFormat.TYPE_FALSE -> Boolean.FALSE;
            case RecordFormat.TYPE_TRUE -> Boolean.TRUE;
            case RecordFormat.TYPE_INT -> (int) items.signed();
            case RecordFormat.TYPE_LONG -> items.signed();
            case RecordFormat.TYPE_DOUBLE -> items.number();
            case RecordFormat.TYPE_INSTANT -> Instant.ofEpochMilli(items.signed());
            case RecordFormat.TYPE_WITHHELD -> null;
            default -> throw new CorruptRecordException("no type " + type + " of context value");
        };
    }

    private Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        while (items.hasMore()) {
            words.add(items.countedText());
        }
        return words;
    }
}
