package dev.kairos.decision;

import static dev.kairos.decision.RecordFormat.INTS;
import static dev.kairos.decision.RecordFormat.LONGS;
import static dev.kairos.decision.RecordFormat.SHORTS;

import dev.kairos.arbitration.Gate;
import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Consent;
import dev.kairos.profile.ProfileView;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one decision into a compact record, call by call, without allocating. Owned by one thread and reused: begin,
 * any items in any order, end. What does not fit is left out and flagged {@link DecisionFlag#TRUNCATED}; no call
 * fails because of its values. Placements are to be written in the order of the request.
 *
 * <p>Indexes of actions, placements and rules are those of the pack whose {@link NameTables} are given to begin; -1
 * stands for none.
 */
public final class DecisionRecordEncoder {

    public static final int DEFAULT_MAX_BYTES = 128 * 1024;

    private static final int MOST_OF_VALUE = 2 * RecordFormat.MAX_VARINT_BYTES + 1;
    private static final int MOST_OF_STATEMENT = 2 * RecordFormat.MAX_VARINT_BYTES + 1;
    private static final int MOST_OF_PLACEMENT = 4 * RecordFormat.MAX_VARINT_BYTES;
    /** Without what may follow. */
    private static final int MOST_OF_PROPOSAL = 1 + 5 * RecordFormat.MAX_VARINT_BYTES;

    private static final int MOST_OF_FACTORS = 5 * RecordFormat.MAX_NUMBER_BYTES;

    private final byte[] bytes;
    private final RecordItems items;
    private NameTables names = NameTables.NONE;
    private int flags;
    private long timeMs;
    /** The rule before, of those that fired. */
    private int lastFired;
    /** Where in its item the proposal just written begins. */
    private int proposalAt;

    public DecisionRecordEncoder() {
        this(DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes the largest record; at least 1 KiB */
    public DecisionRecordEncoder(int maxBytes) {
        if (maxBytes < 1024) {
            throw new IllegalArgumentException("a record needs at least 1024 bytes, not " + maxBytes);
        }
        bytes = new byte[maxBytes];
        items = new RecordItems(bytes);
    }

    /** Starts a record; what was written before is gone. The id is a UUIDv7, as a rule of the same time. */
    public DecisionRecordEncoder begin(NameTables pack, long idHigh, long idLow, long timeMs) {
        names = pack;
        flags = 0;
        this.timeMs = timeMs;
        items.begin(RecordFormat.HEADER_BYTES);
        bytes[0] = RecordFormat.DECISION;
        bytes[1] = RecordFormat.VERSION;
        LONGS.set(bytes, RecordFormat.ID_HIGH_AT, idHigh);
        LONGS.set(bytes, RecordFormat.ID_LOW_AT, idLow);
        INTS.set(bytes, RecordFormat.PACK_AT, pack.code());
        long idTimeMs = idHigh >>> DecisionLog.UUID_TIME_SHIFT;
        if (timeMs != idTimeMs) {
            items.open(RecordFormat.TIME, RecordFormat.MAX_VARINT_BYTES);
            items.putSigned(timeMs - idTimeMs);
            items.close();
        }
        return this;
    }

    public DecisionRecordEncoder flag(DecisionFlag flag) {
        flags |= flag.bit();
        return this;
    }

    public DecisionRecordEncoder userId(@Nullable CharSequence id) {
        return string(RecordFormat.USER_ID, id);
    }

    public DecisionRecordEncoder anonymousId(@Nullable CharSequence id) {
        return string(RecordFormat.ANONYMOUS_ID, id);
    }

    public DecisionRecordEncoder channel(@Nullable CharSequence channel) {
        return string(RecordFormat.CHANNEL, channel);
    }

    public DecisionRecordEncoder locale(@Nullable CharSequence locale) {
        return string(RecordFormat.LOCALE, locale);
    }

    /**
     * A context value; nothing is written for null. A personal attribute's value is withheld: only that there was one
     * is kept.
     *
     * @param slot the attribute's slot in the pack's schema
     * @param value as the moment has it: String, Set of String, Boolean, Integer, Long, Double or Instant
     */
    public DecisionRecordEncoder context(int slot, @Nullable Object value) {
        if (value != null && items.open(RecordFormat.CONTEXT, MOST_OF_VALUE)) {
            items.putVarint(slot);
            if (names.isPersonal(slot)) {
                items.putByte(RecordFormat.TYPE_WITHHELD);
            } else {
                putValue(value);
            }
            items.close();
        }
        return this;
    }

    /** What the call itself said of a purpose, by its index in the pack. */
    public DecisionRecordEncoder consent(int purpose, Consent.Status status, long atMs, String evidence) {
        if (items.open(RecordFormat.CONSENT, MOST_OF_STATEMENT)) {
            items.putVarint(purpose);
            items.putByte(status.ordinal());
            items.putSigned(atMs - timeMs);
            items.putText(evidence);
            items.close();
        }
        return this;
    }

    /** Which statement on a purpose decided. */
    public DecisionRecordEncoder consentBasis(
            PurposeConsent.Origin origin, int purpose, Consent.Status status, long atMs, String evidence) {
        if (items.open(RecordFormat.CONSENT_BASIS, MOST_OF_STATEMENT)) {
            items.putVarint(purpose);
            items.putByte(origin.ordinal() << RecordFormat.ORIGIN_SHIFT | status.ordinal());
            items.putSigned(atMs - timeMs);
            items.putText(evidence);
            items.close();
        }
        return this;
    }

    /**
     * What a placement was answered with.
     *
     * @param action index of the action shown, or -1
     * @param fragment the fragment answered; must be one of the pack's
     * @param reason the reason's place in {@link NameTables#reasons()}
     */
    public DecisionRecordEncoder placement(
            int placement, int action, @Nullable String fragment, int reason, boolean fallback) {
        if (items.extend(RecordFormat.PLACEMENTS, MOST_OF_PLACEMENT)) {
            items.putVarint(placement);
            items.putVarint((long) reason << RecordFormat.REASON_SHIFT | (fallback ? RecordFormat.FALLBACK_BIT : 0));
            items.putIndexOrNone(action);
            items.putIndexOrNone(fragment == null ? -1 : names.fragment(fragment));
            items.close();
        }
        return this;
    }

    /** A placement that the catalogue does not have. */
    public DecisionRecordEncoder unknownPlacement(CharSequence name, int reason) {
        if (items.open(RecordFormat.UNKNOWN_PLACEMENT, RecordFormat.MAX_VARINT_BYTES)) {
            items.putVarint(reason);
            items.putText(name);
            items.close();
        }
        return this;
    }

    /**
     * An action that was considered; {@link #gate}, {@link #factors} and {@link #because} may follow, in this order.
     *
     * @param rule index of the rule that proposed it, or -1
     * @param onPlacement index of the only placement that the rule proposed it for, or -1
     * @param reason the reason's place in {@link NameTables#reasons()}
     * @param detail what made the reason so, or -1: the index of the contact policy, holdout or purpose, or of the
     *     rule that suppressed it
     */
    public DecisionRecordEncoder proposal(int action, int rule, int onPlacement, int reason, int detail) {
        if (items.extend(RecordFormat.PROPOSALS, MOST_OF_PROPOSAL)) {
            proposalAt = items.offset();
            items.putByte(
                    (onPlacement < 0 ? 0 : RecordFormat.FOR_PLACEMENT) | (detail < 0 ? 0 : RecordFormat.HAS_DETAIL));
            items.putVarint(action);
            items.putIndexOrNone(rule);
            items.putVarint(reason);
            if (onPlacement >= 0) {
                items.putVarint(onPlacement);
            }
            if (detail >= 0) {
                items.putVarint(detail);
            }
            items.close();
        }
        return this;
    }

    /** The gate that stopped the proposal just written. */
    public DecisionRecordEncoder gate(Gate gate) {
        if (gate != Gate.NONE && items.isOpen(RecordFormat.PROPOSALS) && items.fits(1)) {
            items.raise(proposalAt, RecordFormat.HAS_GATE);
            items.putByte(gate.ordinal());
            items.close();
        }
        return this;
    }

    /** The effective factors of the proposal just written: one that is switched off is 1. */
    public DecisionRecordEncoder factors(double propensity, double context, double value, double lever, double score) {
        if (!items.isOpen(RecordFormat.PROPOSALS) || !items.fits(MOST_OF_FACTORS)) {
            return this;
        }
        items.raise(proposalAt, RecordFormat.HAS_FACTORS);
        items.putNumber(propensity);
        items.putNumber(context);
        items.putNumber(value);
        items.putNumber(lever);
        if (score != propensity * context * value * lever) {
            items.raise(proposalAt, RecordFormat.HAS_SCORE);
            items.putNumber(score);
        }
        items.close();
        return this;
    }

    /** Why the rule proposed it, in its author's words. */
    public DecisionRecordEncoder because(@Nullable String why) {
        if (why != null && items.isOpen(RecordFormat.PROPOSALS) && items.fits(RecordFormat.MAX_VARINT_BYTES)) {
            int known = names.indexOfText(why);
            if (known >= 0) {
                items.raise(proposalAt, RecordFormat.HAS_KNOWN_TEXT);
                items.putVarint(known);
            } else {
                items.raise(proposalAt, RecordFormat.HAS_TEXT);
                items.putCountedText(why);
            }
            items.close();
        }
        return this;
    }

    public DecisionRecordEncoder ruleFired(int rule) {
        if (items.extend(RecordFormat.RULES_FIRED, RecordFormat.MAX_VARINT_BYTES)) {
            items.putSigned(items.isFresh() ? rule : rule - lastFired);
            lastFired = rule;
            items.close();
        }
        return this;
    }

    /** A rule that threw or looped. */
    public DecisionRecordEncoder fault(int rule, @Nullable CharSequence message) {
        if (items.open(RecordFormat.FAULT, RecordFormat.MAX_VARINT_BYTES)) {
            items.putVarint(rule);
            if (message != null) {
                items.putText(message);
            }
            items.close();
        }
        return this;
    }

    public DecisionRecordEncoder step(Step step, long nanos) {
        if (items.extend(RecordFormat.STEPS, RecordFormat.MAX_VARINT_BYTES)) {
            items.putVarint(Math.max(nanos, 0) << RecordFormat.STEP_SHIFT | step.ordinal());
            items.close();
        }
        return this;
    }

    /**
     * A profile as it was read, byte for byte, unless there is none; to be written last, since it is the first thing
     * to go without.
     */
    public DecisionRecordEncoder snapshot(ProfileView profile) {
        if (!profile.isPresent()) {
            return this;
        }
        int raw = profile.rawLength();
        String id = profile.key();
        int most = 1 + RecordFormat.MAX_VARINT_BYTES + Utf8Writer.mostBytes(id) + raw;
        if (!items.hasRoom(most)) {
            return flag(DecisionFlag.SNAPSHOT_OMITTED);
        }
        items.open(RecordFormat.SNAPSHOT, most);
        items.putByte(profile.kind().ordinal());
        items.putCountedText(id);
        profile.copyRawTo(bytes, items.reserve(raw));
        items.close();
        return this;
    }

    /** Completes the record, which is then {@code array()[0, length())}. */
    public DecisionRecordEncoder end() {
        if (items.isCut()) {
            flag(DecisionFlag.TRUNCATED);
        }
        SHORTS.set(bytes, RecordFormat.FLAGS_AT, (short) flags);
        items.finish();
        return this;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return items.end();
    }

    long timeMs() {
        return timeMs;
    }

    private DecisionRecordEncoder string(int tag, @Nullable CharSequence value) {
        if (value != null && items.open(tag, 0)) {
            items.putText(value);
            items.close();
        }
        return this;
    }

    private void putValue(Object value) {
        if (value instanceof String string) {
            items.putByte(RecordFormat.TYPE_STRING);
            items.putText(string);
        } else if (value instanceof Boolean bool) {
            items.putByte(bool ? RecordFormat.TYPE_TRUE : RecordFormat.TYPE_FALSE);
        } else if (value instanceof Integer number) {
            items.putByte(RecordFormat.TYPE_INT);
            items.putSigned(number);
        } else if (value instanceof Long number) {
            items.putByte(RecordFormat.TYPE_LONG);
            items.putSigned(number);
        } else if (value instanceof Double number) {
            items.putByte(RecordFormat.TYPE_DOUBLE);
            items.putNumber(number);
        } else if (value instanceof Instant instant) {
            items.putByte(RecordFormat.TYPE_INSTANT);
            items.putSigned(instant.toEpochMilli());
        } else if (value instanceof Set<?> words) {
            items.putByte(RecordFormat.TYPE_STRINGS);
            putWords(words);
        } else {
            throw new IllegalArgumentException("no attribute type has values of " + value.getClass());
        }
    }

    private void putWords(Set<?> words) {
        for (Object word : words) {
            if (!items.fits(1)) {
                return;
            }
            items.putCountedText((String) word);
        }
    }
}
