package dev.kairos.profile;

import dev.kairos.schema.Scope;

/** Whose profile it is. */
public enum Kind {
    PERSON('p', Scope.PERSON),
    HOUSEHOLD('h', Scope.HOUSEHOLD),
    COMPANY('c', Scope.COMPANY),
    /** A visitor not yet known: the attributes of a person under an {@code anonymousId}, until a person claims it. */
    ANONYMOUS('a', Scope.PERSON);

    private final byte prefix;
    private final Scope scope;

    Kind(char prefix, Scope scope) {
        this.prefix = (byte) prefix;
        this.scope = scope;
    }

    /** The attributes that a profile of this kind has. */
    public Scope scope() {
        return scope;
    }

    /** The first byte of its keys in the store. */
    byte prefix() {
        return prefix;
    }

    /** @throws StoreException if no kind has it */
    static Kind ofPrefix(byte prefix) {
        for (Kind kind : values()) {
            if (kind.prefix == prefix) {
                return kind;
            }
        }
        throw new StoreException("a record leads to a kind of profile that is not known: " + prefix);
    }
}
