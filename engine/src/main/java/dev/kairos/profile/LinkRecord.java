package dev.kairos.profile;

import java.util.List;

/** Reads the record of an identity that leads to a person who is found by another one. */
final class LinkRecord {

    private static final int AT_ID = RecordFormat.LINK_ID + 3;

    private LinkRecord() {}

    static boolean is(byte[] record) {
        return (record[RecordFormat.AT_FLAGS] & RecordFormat.LINK) != 0;
    }

    static Identity target(byte[] record, int length) {
        if (isFirstFormat(record)) {
            return Identity.user(Utf8.decode(record, RecordFormat.LINK_ID, length - RecordFormat.LINK_ID));
        }
        return new Identity(Kind.ofPrefix(record[RecordFormat.LINK_ID]), Utf8.decode(record, AT_ID, idBytes(record)));
    }

    /** Makes the target a key in these bytes, and returns its length. */
    static int copyKey(byte[] record, int length, byte[] key) {
        boolean first = isFirstFormat(record);
        int bytes = first ? length - RecordFormat.LINK_ID : idBytes(record);
        key[0] = first ? Kind.PERSON.prefix() : record[RecordFormat.LINK_ID];
        System.arraycopy(record, first ? RecordFormat.LINK_ID : AT_ID, key, 1, bytes);
        return 1 + bytes;
    }

    /** The identity's own links; one of format 1 told nobody when it was made. */
    static List<Link> links(byte[] record, int length, Dictionary dictionary) {
        if (isFirstFormat(record)) {
            return List.of(new Link(target(record, length), 0, Link.PROFILE));
        }
        return PartDecoder.links(record, AT_ID + idBytes(record), length, dictionary);
    }

    private static boolean isFirstFormat(byte[] record) {
        return record[RecordFormat.AT_FORMAT] == RecordFormat.FIRST_FORMAT;
    }

    private static int idBytes(byte[] record) {
        return RecordFormat.getUnsignedShort(record, RecordFormat.LINK_ID + 1);
    }
}
