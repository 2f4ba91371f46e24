package dev.kairos.journey;

import dev.kairos.profile.Identity;
import dev.kairos.touchpoint.Properties;

/**
 * What rules and triggers are asked about: a touchpoint, or a stage that was entered because of one or of time.
 *
 * @param who the identity that it is told under
 * @param event the name that rules match
 * @param atMs when it happened, milliseconds since 1970
 * @param nowMs of the journal: at or after {@code atMs}, unless the sender's clock is ahead
 */
record Scene(Identity who, String event, String channel, Properties properties, long atMs, long nowMs) {

    Scene entered(StageEntered stage) {
        return new Scene(who, stage.event(), channel, properties, Math.max(atMs, stage.sinceMs()), nowMs);
    }
}
