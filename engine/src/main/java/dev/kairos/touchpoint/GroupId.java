package dev.kairos.touchpoint;

import dev.kairos.profile.Kind;
import java.util.Objects;

/** A household or a company. @param kind {@link Kind#HOUSEHOLD} or {@link Kind#COMPANY} */
public record GroupId(Kind kind, String id) {

    public GroupId {
        Objects.requireNonNull(id);
        if (kind != Kind.HOUSEHOLD && kind != Kind.COMPANY) {
            throw new IllegalArgumentException("a group is a household or a company, not " + kind);
        }
    }
}
