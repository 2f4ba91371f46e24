package dev.kairos.bench;

import java.nio.charset.StandardCharsets;

/**
 * Tokens of decisions that were answered, each with whom it was about, for outcomes to be told with. Keeps some hundreds:
 * who wants one takes the oldest. One thread.
 */
final class Tokens {

    private static final int CAPACITY = 512;
    private static final byte[] MEMBER = "\"token\":\"".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] tokens = new byte[CAPACITY][Call.TOKEN_WIDTH];
    private final int[] lengths = new int[CAPACITY];
    private final byte[][] users = new byte[CAPACITY][];
    private int taken;
    private int kept;

    /** Keeps the first token of an answer, when there is room. */
    void keep(Request decide, Answer answer) {
        byte[] user = decide.userId();
        if (kept - taken == CAPACITY || user == null || user.length > Call.USER_ID_WIDTH) {
            return;
        }
        int at = answer.indexOf(MEMBER);
        if (at < 0) {
            return;
        }
        int slot = kept % CAPACITY;
        byte[] token = tokens[slot];
        int length = 0;
        int from = at + MEMBER.length - 1;
        do {
            if (length == token.length || from + length == answer.bodyLength()) {
                return;
            }
            token[length] = answer.at(from + length);
            length++;
        } while (length == 1 || token[length - 1] != '"');
        lengths[slot] = length;
        users[slot] = user;
        kept++;
    }

    /** Makes a request the outcome of the oldest decision that is kept. @return false when there is none */
    boolean use(Request outcome) {
        if (kept == taken) {
            return false;
        }
        int slot = taken++ % CAPACITY;
        outcome.about(users[slot], tokens[slot], lengths[slot]);
        return true;
    }
}
