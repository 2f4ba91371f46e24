package dev.kairos.touchpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was said with a touchpoint.
 *
 * @param channel where it happened, such as {@code web}; empty when unsaid
 * @param properties of the event, and under {@code context.} of its surroundings
 * @param traits of the person, or of the group for a group call
 * @param outcome what became of an answer of ours, when the touchpoint says that
 */
public record Contents(
        String channel,
        Properties properties,
        Properties traits,
        ConsentStatements consent,
        @Nullable OutcomeReport outcome) {

    public static final Contents NONE =
            new Contents("", Properties.NONE, Properties.NONE, ConsentStatements.NONE, null);

    public Contents {
        Objects.requireNonNull(channel);
        Objects.requireNonNull(properties);
        Objects.requireNonNull(traits);
        Objects.requireNonNull(consent);
    }

    public static Contents of(Properties properties) {
        return new Contents("", properties, Properties.NONE, ConsentStatements.NONE, null);
    }
}
