package dev.kairos.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Names a condition on touchpoints by what it says: 8 characters of a hash over the event's name and the condition. So
 * what a profile remembers of a touchpoint stays right when a pack renames a journey or moves a stage, and is forgotten
 * when the condition is another one. 48 bits: among 1,000 conditions, two share a key once in 500 million packs.
 */
public final class TriggerKey {

    private static final int BYTES = 6;

    private TriggerKey() {}

    public static String of(String event, @Nullable String when) {
        String condition = when == null ? event : event + "\0" + when.strip();
        byte[] hash = sha256().digest(condition.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
