package dev.kairos.touchpoint;

import org.jspecify.annotations.Nullable;

/**
 * The identities that a touchpoint speaks of. At least one of {@code userId} and {@code anonymousId} is there.
 *
 * @param userId of the known person
 * @param anonymousId of the visitor or the device
 * @param previousId of an alias: a user id or anonymous id that is the same person
 * @param group of a group call: what the person belongs to
 */
public record Who(
        @Nullable String userId,
        @Nullable String anonymousId,
        @Nullable String previousId,
        @Nullable GroupId group) {

    public Who {
        if (userId == null && anonymousId == null) {
            throw new IllegalArgumentException("neither a userId nor an anonymousId");
        }
    }

    public static Who user(String userId) {
        return new Who(userId, null, null, null);
    }

    public static Who anonymous(String anonymousId) {
        return new Who(null, anonymousId, null, null);
    }
}
