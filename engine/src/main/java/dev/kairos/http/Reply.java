package dev.kairos.http;

import dev.kairos.metrics.Step;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an endpoint answers: 200, JSON, and where the time went. One for each event loop, reused from call to call
 * without allocating; the bytes given are copied to the socket before the endpoint is called again.
 */
public final class Reply {

    private static final byte[] NOTHING = new byte[0];
    private static final int LONGEST_TIMING = 512;
    /** By the step's ordinal. */
    private static final byte[][] NAMES = Arrays.stream(Step.values())
            .map(step -> (step.word() + ";dur=").getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private byte[] bytes = NOTHING;
    private int length;
    private final byte[] timing = new byte[LONGEST_TIMING];
    private int timingLength;

    public Reply() {}

    /** The document: {@code length} bytes of JSON from the start of an array that the endpoint may reuse. */
    public void body(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Adds an entry to {@code Server-Timing}, e.g. {@code rules;dur=0.004}: milliseconds, to the microsecond. */
    public void timing(Step step, long nanos) {
        byte[] name = NAMES[step.ordinal()];
        if (timingLength + name.length + 26 > LONGEST_TIMING) {
            return;
        }
        if (timingLength > 0) {
            timing[timingLength++] = ',';
        }
        System.arraycopy(name, 0, timing, timingLength, name.length);
        timingLength = appendMillis(timing, timingLength + name.length, nanos);
    }

    public void clear() {
        bytes = NOTHING;
        length = 0;
        timingLength = 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    byte[] timing() {
        return timing;
    }

    int timingLength() {
        return timingLength;
    }

    String timingText() {
        return new String(timing, 0, timingLength, StandardCharsets.US_ASCII);
    }

    private static int appendMillis(byte[] into, int at, long nanos) {
        long micros = Math.max(0, nanos + 500) / 1000;
        long millis = micros / 1000;
        int end = millis == 0 ? at + 1 : appendDigits(into, at, millis);
        if (millis == 0) {
            into[at] = '0';
        }
        int fraction = (int) (micros - 1000 * millis);
        into[end] = '.';
        into[end + 1] = (byte) ('0' + fraction / 100);
        into[end + 2] = (byte) ('0' + fraction / 10 % 10);
        into[end + 3] = (byte) ('0' + fraction % 10);
        return end + 4;
    }

    /** Writes a number that is not negative; returns where it ends. */
    static int appendDigits(byte[] into, int at, long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}
