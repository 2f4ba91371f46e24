package dev.kairos.rules;

import java.util.Arrays;

/**
 * What happened when the rules met one moment. Owned by a {@link RuleSession}, valid until its next call, and filled
 * without garbage unless a rule fails.
 */
public final class Firing {

    private static final int LONGEST_MESSAGE = 300;

    private final int[] fired;
    private final int[] faults;
    private final String[] messages;
    private int firedCount;
    private int faultCount;
    private boolean deadlinePassed;

    Firing(int rules) {
        fired = new int[rules];
        faults = new int[rules];
        messages = new String[rules];
    }

    /** How many rules fired, those that failed included. */
    public int firedCount() {
        return firedCount;
    }

    /** Index of the n-th rule that fired, in the order of firing. */
    public int fired(int n) {
        return fired[n];
    }

    /** How many rules failed; all that they said has been taken back. */
    public int faultCount() {
        return faultCount;
    }

    /** Index of the n-th rule that failed. */
    public int fault(int n) {
        return faults[n];
    }

    /** What went wrong in the n-th rule that failed, in one line. */
    public String faultMessage(int n) {
        return messages[n];
    }

    /** Whether rules were left out because the deadline had passed. */
    public boolean deadlinePassed() {
        return deadlinePassed;
    }

    void clear() {
        Arrays.fill(messages, 0, faultCount, null);
        firedCount = 0;
        faultCount = 0;
        deadlinePassed = false;
    }

    void passDeadline() {
        deadlinePassed = true;
    }

    void addFired(int rule) {
        if (firedCount < fired.length) {
            fired[firedCount++] = rule;
        }
    }

    /** A rule that fails more than once in a call is named once. */
    void addFault(int rule, Throwable thrown) {
        for (int i = 0; i < faultCount; i++) {
            if (faults[i] == rule) {
                return;
            }
        }
        faults[faultCount] = rule;
        messages[faultCount++] = message(thrown);
    }

    private static String message(Throwable thrown) {
        String text = thrown.getMessage();
        if (thrown instanceof NullPointerException) {
            return "a value is missing that the rule computes with";
        }
        if (text == null || text.isBlank()) {
            return thrown.getClass().getSimpleName();
        }
        String line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
    }
}
