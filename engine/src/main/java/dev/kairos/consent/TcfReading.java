package dev.kairos.consent;

import java.util.List;

/**
 * What a TCF string says, as far as it matters here. One that cannot be read consents to nothing.
 *
 * @param purposes bit n: purpose n is consented to
 * @param updatedMs when the customer last chose, milliseconds since 1970; 0 when it cannot be read
 * @param evidence the part of the string that says so
 */
record TcfReading(boolean readable, int purposes, long updatedMs, String evidence) {

    static final TcfReading UNREADABLE = new TcfReading(false, 0, 0, "TCF string that cannot be read");

    boolean consentsToAll(List<Integer> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if ((purposes & 1 << wanted.get(i)) == 0) {
                return false;
            }
        }
        return true;
    }
}
