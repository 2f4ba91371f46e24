package dev.kairos.journey;

import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a large profile store after a start, while it is in use. A thread of its own; it ends with the check, or the store. */
final class ProfileAudit {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileAudit.class);

    /** The first calls after a start come first. */
    private static final long DELAY_MS = 5_000;

    private final ProfileStore profiles;
    private volatile @Nullable String damage;

    ProfileAudit(ProfileStore profiles) {
        this.profiles = profiles;
        Thread thread = new Thread(this::run, "kairos-audit");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            profiles.audit(DELAY_MS);
        } catch (StoreException damaged) {
            damage = "the profile store is damaged: start again, which makes it anew from the journal";
            LOG.error("The profile store takes no more changes; a restart makes it anew from the journal", damaged);
        }
    }

    /** What was found to be wrong, for the operator; null when nothing was so far. Any thread. */
    @Nullable
    String damage() {
        return damage;
    }
}
