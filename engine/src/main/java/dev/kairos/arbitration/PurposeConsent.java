package dev.kairos.arbitration;

import dev.kairos.catalogue.Purpose;
import dev.kairos.profile.Consent;
import dev.kairos.profile.ProfileView;
import org.jspecify.annotations.Nullable;

/**
 * What is known in a call of one purpose: what the call says of it and, once it was asked for, which statement decides.
 * Used again from call to call by one thread.
 */
public final class PurposeConsent {

    /** Where the statement that decides was found. Its ordinal is stored: add at the end. */
    public enum Origin {
        CALL,
        PROFILE,
        /** Nothing was said, so that the catalogue's word holds. */
        CATALOGUE
    }

    private static final int UNSAID = -1;

    private final int purpose;

    private Consent.@Nullable Status stated;
    private long statedAtMs;
    private String statedEvidence = "";

    private @Nullable Origin origin;
    private boolean granted;
    private int inProfile;

    PurposeConsent(int purpose) {
        this.purpose = purpose;
    }

    void clear() {
        stated = null;
        origin = null;
    }

    /** The strictest of what the call says: one that does not grant, and of two alike the later. */
    void state(Consent.Status status, long atMs, String evidence) {
        Consent.Status before = stated;
        boolean grants = status == Consent.Status.GRANTED;
        boolean granted = before == Consent.Status.GRANTED;
        if (before == null || granted && !grants || granted == grants && atMs > statedAtMs) {
            stated = status;
            statedAtMs = atMs;
            statedEvidence = evidence;
        }
    }

    /** Whether the customer agrees: a call that denies, else the profile, else what the call grants. */
    boolean isGranted(Purpose declared, @Nullable ProfileView person) {
        if (origin == null) {
            decide(declared, person);
        }
        return granted;
    }

    private void decide(Purpose declared, @Nullable ProfileView person) {
        boolean grants = stated == Consent.Status.GRANTED;
        inProfile = person == null || stated != null && !grants ? UNSAID : find(declared.id(), person);
        if (inProfile != UNSAID && person != null) {
            origin = Origin.PROFILE;
            granted = person.consentGranted(inProfile);
        } else if (stated != null) {
            origin = Origin.CALL;
            granted = grants;
        } else {
            origin = Origin.CATALOGUE;
            granted = declared.grantedUnlessDenied();
        }
    }

    private static int find(String id, ProfileView person) {
        for (int i = 0; i < person.consentCount(); i++) {
            if (id.equals(person.consentPurpose(i))) {
                return i;
            }
        }
        return UNSAID;
    }

    void tellStated(Occasion.StatementVisitor visitor, long nowMs) {
        if (stated != null) {
            visitor.said(purpose, stated, Math.min(statedAtMs, nowMs), statedEvidence);
        }
    }

    void tellDecided(Occasion.BasisVisitor visitor, @Nullable ProfileView person, long nowMs) {
        if (origin == Origin.PROFILE && person != null) {
            visitor.decided(
                    origin,
                    purpose,
                    person.consentStatus(inProfile),
                    person.consentAtMs(inProfile),
                    person.consentEvidence(inProfile));
        } else if (origin == Origin.CALL && stated != null) {
            visitor.decided(origin, purpose, stated, Math.min(statedAtMs, nowMs), statedEvidence);
        } else if (origin == Origin.CATALOGUE) {
            visitor.decided(origin, purpose, Consent.Status.of(granted), nowMs, "");
        }
    }
}
