package dev.kairos.decision;

import static dev.kairos.decision.RecordFormat.INTS;
import static dev.kairos.decision.RecordFormat.LONGS;
import static dev.kairos.decision.RecordFormat.NO_INDEX;
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

    private final byte[] bytes;
    private final Utf8Writer text;
    private NameTables names = NameTables.NONE;
    private int position;
    private int flags;
    /** Where the open item begins, or -1 when it did not fit. */
    private int item = -1;

    private int itemTag;

    public DecisionRecordEncoder() {
        this(DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes the largest record; at least 1 KiB */
    public DecisionRecordEncoder(int maxBytes) {
        if (maxBytes < 1024) {
            throw new IllegalArgumentException("a record needs at least 1024 bytes, not " + maxBytes);
        }
        bytes = new byte[maxBytes];
        text = new Utf8Writer(bytes);
    }

    /** Starts a record; what was written before is gone. The id is a UUIDv7 whose time is {@code timeMs}. */
    public DecisionRecordEncoder begin(NameTables pack, long idHigh, long idLow, long timeMs) {
        names = pack;
        flags = 0;
        item = -1;
        itemTag = 0;
        bytes[0] = RecordFormat.DECISION;
        bytes[1] = RecordFormat.VERSION;
        LONGS.set(bytes, RecordFormat.ID_HIGH_AT, idHigh);
        LONGS.set(bytes, RecordFormat.ID_LOW_AT, idLow);
        LONGS.set(bytes, RecordFormat.TIME_AT, timeMs);
        INTS.set(bytes, RecordFormat.PACK_AT, pack.code());
        position = RecordFormat.HEADER_BYTES;
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
        if (value != null && open(RecordFormat.CONTEXT, 2 + 1 + 8)) {
            putShort(slot);
            if (names.isPersonal(slot)) {
                putByte(RecordFormat.TYPE_WITHHELD);
            } else {
                putValue(value);
            }
            close();
        }
        return this;
    }

    /** What the call itself said of a purpose, by its index in the pack. */
    public DecisionRecordEncoder consent(int purpose, Consent.Status status, long atMs, String evidence) {
        if (open(RecordFormat.CONSENT, RecordFormat.CONSENT_BYTES)) {
            putStatement(purpose, status, atMs);
            putText(evidence);
            close();
        }
        return this;
    }

    /** Which statement on a purpose decided. */
    public DecisionRecordEncoder consentBasis(
            PurposeConsent.Origin origin, int purpose, Consent.Status status, long atMs, String evidence) {
        if (open(RecordFormat.CONSENT_BASIS, RecordFormat.CONSENT_BASIS_BYTES)) {
            putStatement(purpose, status, atMs);
            putByte(origin.ordinal());
            putText(evidence);
            close();
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
        if (open(RecordFormat.PLACEMENT, RecordFormat.PLACEMENT_BYTES)) {
            putShort(placement);
            putShort(action);
            putShort(fragment == null ? -1 : names.fragment(fragment));
            putByte(reason);
            putByte(fallback ? RecordFormat.FALLBACK_BIT : 0);
            close();
        }
        return this;
    }

    /** A placement that the catalogue does not have. */
    public DecisionRecordEncoder unknownPlacement(CharSequence name, int reason) {
        if (open(RecordFormat.PLACEMENT, RecordFormat.PLACEMENT_BYTES)) {
            putShort(NO_INDEX);
            putShort(NO_INDEX);
            putShort(NO_INDEX);
            putByte(reason);
            putByte(RecordFormat.FALLBACK_BIT);
            putText(name);
            close();
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
        if (open(RecordFormat.PROPOSAL, RecordFormat.PROPOSAL_BYTES)) {
            putShort(action);
            putShort(rule);
            putShort(onPlacement);
            putByte(reason);
            putShort(detail);
            putByte(0);
            putByte(0);
            close();
        }
        return this;
    }

    /** The gate that stopped the proposal just written. */
    public DecisionRecordEncoder gate(Gate gate) {
        if (isProposalOpen()) {
            bytes[item + RecordFormat.ITEM_HEADER_BYTES + RecordFormat.PROPOSAL_GATE_AT] = (byte) gate.ordinal();
        }
        return this;
    }

    /** The effective factors of the proposal just written: one that is switched off is 1. */
    public DecisionRecordEncoder factors(double propensity, double context, double value, double lever, double score) {
        if (!isProposalOpen() || !fits(5 * Double.BYTES)) {
            return this;
        }
        int bits = RecordFormat.HAS_FACTORS;
        bits |= putFactor(propensity, RecordFormat.HAS_PROPENSITY);
        bits |= putFactor(context, RecordFormat.HAS_CONTEXT);
        bits |= putFactor(value, RecordFormat.HAS_VALUE);
        bits |= putFactor(lever, RecordFormat.HAS_LEVER);
        if (score != propensity * context * value * lever) {
            bits |= RecordFormat.HAS_SCORE;
            putDouble(score);
        }
        bytes[item + RecordFormat.ITEM_HEADER_BYTES + RecordFormat.PROPOSAL_BITS_AT] = (byte) bits;
        close();
        return this;
    }

    /** Why the rule proposed it, in its author's words. */
    public DecisionRecordEncoder because(@Nullable CharSequence why) {
        if (why != null && isProposalOpen()) {
            putText(why);
            close();
        }
        return this;
    }

    public DecisionRecordEncoder ruleFired(int rule) {
        if (extend(RecordFormat.RULES_FIRED, Short.BYTES)) {
            putShort(rule);
            close();
        }
        return this;
    }

    /** A rule that threw or looped. */
    public DecisionRecordEncoder fault(int rule, @Nullable CharSequence message) {
        if (open(RecordFormat.FAULT, Short.BYTES)) {
            putShort(rule);
            if (message != null) {
                putText(message);
            }
            close();
        }
        return this;
    }

    public DecisionRecordEncoder step(Step step, long nanos) {
        if (extend(RecordFormat.STEPS, RecordFormat.STEP_BYTES)) {
            putByte(step.ordinal());
            INTS.set(bytes, position, (int) Math.min(Math.max(nanos, 0), Integer.MAX_VALUE));
            position += Integer.BYTES;
            close();
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
        int most = RecordFormat.SNAPSHOT_BYTES + Utf8Writer.mostBytes(id) + raw;
        if (most > RecordFormat.MAX_ITEM_BYTES || position + RecordFormat.ITEM_HEADER_BYTES + most > bytes.length) {
            return flag(DecisionFlag.SNAPSHOT_OMITTED);
        }
        open(RecordFormat.SNAPSHOT, most);
        putByte(profile.kind().ordinal());
        putCountedText(id);
        profile.copyRawTo(bytes, position);
        position += raw;
        close();
        return this;
    }

    /** Completes the record, which is then {@code array()[0, length())}. */
    public DecisionRecordEncoder end() {
        SHORTS.set(bytes, RecordFormat.FLAGS_AT, (short) flags);
        INTS.set(bytes, RecordFormat.LENGTH_AT, position);
        return this;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return position;
    }

    long timeMs() {
        return RecordFormat.longAt(bytes, RecordFormat.TIME_AT);
    }

    private boolean isProposalOpen() {
        return item >= 0 && itemTag == RecordFormat.PROPOSAL;
    }

    private DecisionRecordEncoder string(int tag, @Nullable CharSequence value) {
        if (value != null && open(tag, 0)) {
            putText(value);
            close();
        }
        return this;
    }

    private boolean open(int tag, int atLeastBytes) {
        item = -1;
        itemTag = tag;
        if (position + RecordFormat.ITEM_HEADER_BYTES + atLeastBytes > bytes.length) {
            flag(DecisionFlag.TRUNCATED);
            return false;
        }
        item = position;
        bytes[position] = (byte) tag;
        position += RecordFormat.ITEM_HEADER_BYTES;
        return true;
    }

    /** Goes on with the item before when it has the same tag. */
    private boolean extend(int tag, int moreBytes) {
        return item >= 0 && itemTag == tag ? fits(moreBytes) : open(tag, moreBytes);
    }

    private boolean fits(int moreBytes) {
        boolean fits = position + moreBytes <= bytes.length
                && position + moreBytes - item - RecordFormat.ITEM_HEADER_BYTES <= RecordFormat.MAX_ITEM_BYTES;
        if (!fits) {
            flag(DecisionFlag.TRUNCATED);
        }
        return fits;
    }

    private void close() {
        SHORTS.set(bytes, item + 1, (short) (position - item - RecordFormat.ITEM_HEADER_BYTES));
    }

    private void putStatement(int purpose, Consent.Status status, long atMs) {
        putShort(purpose);
        putByte(status.ordinal());
        putLong(atMs);
    }

    private void putValue(Object value) {
        if (value instanceof String string) {
            putByte(RecordFormat.TYPE_STRING);
            putText(string);
        } else if (value instanceof Boolean bool) {
            putByte(bool ? RecordFormat.TYPE_TRUE : RecordFormat.TYPE_FALSE);
        } else if (value instanceof Integer number) {
            putByte(RecordFormat.TYPE_INT);
            putLong(number);
        } else if (value instanceof Long number) {
            putByte(RecordFormat.TYPE_LONG);
            putLong(number);
        } else if (value instanceof Double number) {
            putByte(RecordFormat.TYPE_DOUBLE);
            putDouble(number);
        } else if (value instanceof Instant instant) {
            putByte(RecordFormat.TYPE_INSTANT);
            putLong(instant.toEpochMilli());
        } else if (value instanceof Set<?> words) {
            putByte(RecordFormat.TYPE_STRINGS);
            putWords(words);
        } else {
            throw new IllegalArgumentException("no attribute type has values of " + value.getClass());
        }
    }

    private void putWords(Set<?> words) {
        for (Object word : words) {
            if (!fits(Short.BYTES)) {
                return;
            }
            putCountedText((String) word);
        }
    }

    private void putCountedText(String value) {
        int lengthAt = position;
        position += Short.BYTES;
        putText(value);
        SHORTS.set(bytes, lengthAt, (short) (position - lengthAt - Short.BYTES));
    }

    private int putFactor(double factor, int bit) {
        if (factor == 1) {
            return 0;
        }
        putDouble(factor);
        return bit;
    }

    private void putByte(int value) {
        bytes[position++] = (byte) value;
    }

    /** Negative values become {@link RecordFormat#NO_INDEX}. */
    private void putShort(int value) {
        SHORTS.set(bytes, position, (short) (value < 0 ? NO_INDEX : Math.min(value, NO_INDEX)));
        position += Short.BYTES;
    }

    private void putLong(long value) {
        LONGS.set(bytes, position, value);
        position += Long.BYTES;
    }

    private void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    private void putText(CharSequence value) {
        int room = Math.min(
                bytes.length - position,
                RecordFormat.MAX_ITEM_BYTES - (position - item - RecordFormat.ITEM_HEADER_BYTES));
        position = text.write(value, position, position + Math.min(RecordFormat.MAX_TEXT_BYTES, room));
        if (text.wasCut()) {
            flag(DecisionFlag.TRUNCATED);
        }
    }
}
