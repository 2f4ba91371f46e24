package dev.kairos.http;

/** Entity tags in {@code If-None-Match}, compared weakly (RFC 9110, section 8.8.3.2). */
final class EntityTags {

    private static final String WEAK = "W/";

    private EntityTags() {}

    /** {@code *}, which stands for any, is no tag. */
    static boolean isAmong(String header, String tag) {
        for (String one : header.split(",")) {
            if (opaque(one.trim()).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
