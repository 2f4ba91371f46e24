package dev.kairos.profile;

/**
 * The key of an entry of the map: a byte for what it is, and an id.
 *
 * @param prefix of a {@link Kind}, or one of those here
 */
record EntryKey(byte prefix, String id) {

    private static final byte FACET_OF_USER = 'P';
    private static final byte FACET_OF_VISITOR = 'A';
    private static final byte NOTES_ON_USER = 'q';
    private static final byte NOTES_ON_VISITOR = 'b';

    /** Where the profile under this key lies, or the link to it. */
    static EntryKey of(ProfileKey key) {
        return new EntryKey(key.kind().prefix(), key.id());
    }

    static EntryKey of(Identity identity) {
        return new EntryKey(identity.kind().prefix(), identity.id());
    }

    /** Where lies what was told under this identity, when its person has told something under another as well. */
    static EntryKey facet(Identity identity) {
        return new EntryKey(isUser(identity) ? FACET_OF_USER : FACET_OF_VISITOR, identity.id());
    }

    /** Where links of this identity are remembered that do not hold now. */
    static EntryKey notes(Identity identity) {
        return new EntryKey(isUser(identity) ? NOTES_ON_USER : NOTES_ON_VISITOR, identity.id());
    }

    private static boolean isUser(Identity identity) {
        return identity.kind() == Kind.PERSON;
    }
}
