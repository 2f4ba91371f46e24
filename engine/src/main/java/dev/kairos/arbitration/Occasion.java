package dev.kairos.arbitration;

import dev.kairos.profile.Consent;
import dev.kairos.profile.ProfileView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as arbitration sees it: who, when, on which channel, for which placements. Filled anew for each call by the
 * thread that owns it.
 */
public final class Occasion {

    /** The time of a statement that is made by the call itself, as it comes. */
    public static final long NOW = Long.MAX_VALUE;

    /** Is told what a call says of a purpose, by its index in the catalogue. */
    @FunctionalInterface
    public interface StatementVisitor {
        void said(int purpose, Consent.Status status, long atMs, String evidence);
    }

    /** Is told which statement on a purpose decided. */
    @FunctionalInterface
    public interface BasisVisitor {
        void decided(PurposeConsent.Origin origin, int purpose, Consent.Status status, long atMs, String evidence);
    }

    long epochMs;
    String channel = "";
    String locale = "";
    String customerKey = "";

    @Nullable
    ProfileView person;

    private final PurposeConsent[] consent;
    private boolean saysOfConsent;
    private final List<String> placements = new ArrayList<>();

    /** @param purposes how many the catalogue has */
    public Occasion(int purposes) {
        consent = new PurposeConsent[purposes];
        Arrays.setAll(consent, PurposeConsent::new);
    }

    public void clear() {
        for (PurposeConsent purpose : consent) {
            purpose.clear();
        }
        saysOfConsent = false;
        placements.clear();
        person = null;
    }

    /**
     * @param key what holdouts hash: the profile's key, or the id that was given when there is no profile
     * @param profile null, or one that is not present, for a customer of whom nothing is known
     */
    public void who(String key, @Nullable ProfileView profile) {
        customerKey = key;
        person = profile != null && profile.isPresent() ? profile : null;
    }

    public void when(long nowEpochMs) {
        epochMs = nowEpochMs;
    }

    public void where(String onChannel, String inLocale) {
        channel = onChannel;
        locale = inLocale;
    }

    /**
     * What the call says of a purpose; the strictest of this and the profile's statement holds.
     *
     * @param atMs when it was said; {@link #NOW} and any other time to come means with the call
     */
    public void state(int purpose, Consent.Status status, long atMs, String evidence) {
        consent[purpose].state(status, atMs, evidence);
        saysOfConsent = true;
    }

    /** Tells what the call itself says of each purpose that it names: the strictest of several statements. */
    public void forEachStatement(StatementVisitor visitor) {
        if (saysOfConsent) {
            for (PurposeConsent purpose : consent) {
                purpose.tellStated(visitor, epochMs);
            }
        }
    }

    /** Tells, of each purpose that something considered needs, which statement decided. After arbitration. */
    public void forEachBasis(BasisVisitor visitor) {
        for (PurposeConsent purpose : consent) {
            purpose.tellDecided(visitor, person, epochMs);
        }
    }

    PurposeConsent consent(int purpose) {
        return consent[purpose];
    }

    /** The placements asked for, in order; to be filled by the caller. */
    public List<String> placements() {
        return placements;
    }
}
