package dev.kairos.profile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a profile is found by.
 *
 * @param id 1 to {@value Utf8#MAX_ID_BYTES} bytes of UTF-8; anything else throws {@link IllegalArgumentException}, so
 *     ask {@link #problemWith} first where the id comes from outside
 */
public record ProfileKey(Kind kind, String id) {

    public ProfileKey {
        Objects.requireNonNull(kind);
        String problem = problemWith(id);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Why this cannot be an id, for the one who sent it, or null when it can. */
    public static @Nullable String problemWith(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return "an id must not be empty";
        }
        int bytes = id.length() > Utf8.MAX_ID_BYTES ? id.length() : Utf8.length(id);
        if (bytes < 0) {
            return "an id must be valid Unicode, this one has half of a surrogate pair";
        }
        return bytes <= Utf8.MAX_ID_BYTES
                ? null
                : "an id has at most " + Utf8.MAX_ID_BYTES + " bytes of UTF-8, this one has " + bytes + " or more";
    }
}
