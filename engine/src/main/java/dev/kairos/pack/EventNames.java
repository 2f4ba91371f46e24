package dev.kairos.pack;

import org.jspecify.annotations.Nullable;

/** Reads the names of touchpoints, which are those of the channels that send them: anything readable will do. */
final class EventNames {

    static final int MAX_CHARS = 200;

    private EventNames() {}

    /** The name that the node holds, or null after a mistake. */
    static @Nullable String read(@Nullable YamlNode node) {
        String name = node == null ? null : node.text();
        if (name == null) {
            return null;
        }
        if (name.isBlank() || name.length() > MAX_CHARS || name.chars().anyMatch(Character::isISOControl)) {
            node.mistake(
                    "'" + Ids.shortened(name) + "' cannot be the name of a touchpoint",
                    "write it as the channel sends it: 1 to " + MAX_CHARS + " characters on one line");
            return null;
        }
        return name;
    }
}
