package dev.kairos.arbitration;

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

    /** What a call itself says of a purpose. */
    public enum Stated {
        NOTHING,
        GRANTED,
        DENIED
    }

    /** Is told what a call says of a purpose, by its index in the catalogue. */
    @FunctionalInterface
    public interface StatementVisitor {
        void stated(int purpose, boolean granted);
    }

    long epochMs;
    String channel = "";
    String locale = "";
    String customerKey = "";

    @Nullable
    ProfileView person;

    private final Stated[] consent;
    private final List<String> placements = new ArrayList<>();

    /** @param purposes how many the catalogue has */
    public Occasion(int purposes) {
        consent = new Stated[purposes];
        clear();
    }

    public void clear() {
        Arrays.fill(consent, Stated.NOTHING);
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

    /** What the call says of a purpose; the most restrictive of this and the profile's statement holds. */
    public void state(int purpose, boolean granted) {
        if (consent[purpose] != Stated.DENIED) {
            consent[purpose] = granted ? Stated.GRANTED : Stated.DENIED;
        }
    }

    /** Tells what the call itself says of each purpose that it names. */
    public void forEachStatement(StatementVisitor visitor) {
        for (int purpose = 0; purpose < consent.length; purpose++) {
            if (consent[purpose] != Stated.NOTHING) {
                visitor.stated(purpose, consent[purpose] == Stated.GRANTED);
            }
        }
    }

    Stated stated(int purpose) {
        return consent[purpose];
    }

    /** The placements asked for, in order; to be filled by the caller. */
    public List<String> placements() {
        return placements;
    }
}
