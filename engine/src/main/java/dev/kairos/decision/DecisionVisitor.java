package dev.kairos.decision;

import dev.kairos.arbitration.Gate;
import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Is told the items of a {@link DecisionRecord} in the order they were written. Indexes are those of the pack's
 * {@link NameTables}, -1 for none; they are as stored, so a reader must expect one that the tables do not have.
 */
public interface DecisionVisitor {

    /** The effective factors and what they came to. */
    record Factors(double propensity, double context, double value, double lever, double score) {}

    /**
     * An action that was considered.
     *
     * @param onPlacement the only placement it was proposed for, or -1
     * @param detail the contact policy, holdout, purpose or rule that made the reason so, or -1
     * @param gate the gate that stopped it
     * @param factors null when it was not scored
     */
    record Considered(
            int action,
            int rule,
            int onPlacement,
            int reason,
            int detail,
            Gate gate,
            @Nullable Factors factors,
            @Nullable String because) {}

    /**
     * What a placement was answered with.
     *
     * @param unknown the name of a placement that the catalogue does not have; its index is then -1
     */
    record Placed(int placement, @Nullable String unknown, int action, int fragment, int reason, boolean fallback) {}

    /**
     * What was said of a purpose.
     *
     * @param evidence how it is known; empty when nothing was told
     */
    record Said(int purpose, Consent.Status status, long atMs, String evidence) {}

    default void userId(String id) {}

    default void anonymousId(String id) {}

    default void channel(String channel) {}

    default void locale(String locale) {}

    /** @param value null when it is withheld because the attribute is personal */
    default void context(int slot, @Nullable Object value) {}

    /** What the call itself said of a purpose. */
    default void consent(Said said) {}

    /** Which statement on a purpose decided, of those that something considered needs. */
    default void consentBasis(PurposeConsent.Origin origin, Said said) {}

    default void placement(Placed placed) {}

    default void proposal(Considered considered) {}

    default void ruleFired(int rule) {}

    default void fault(int rule, String message) {}

    default void step(Step step, long nanos) {}

    /** The raw bytes are {@code bytes[offset, offset + length)} and valid during the call only. */
    default void snapshot(Kind kind, String id, byte[] bytes, int offset, int length) {}
}
