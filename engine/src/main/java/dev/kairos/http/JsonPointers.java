package dev.kairos.http;

/** JSON pointers, RFC 6901. */
final class JsonPointers {

    private JsonPointers() {}

    /** A member's name as a reference token. */
    static String escape(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }
}
