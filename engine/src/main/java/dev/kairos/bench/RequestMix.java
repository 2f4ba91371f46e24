package dev.kairos.bench;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests ready to be sent, of several kinds in given shares, over and over again in the same order. Two mixes of the
 * same calls give the same requests, so that servers can be compared. One thread.
 */
final class RequestMix {

    private static final int PATTERN = 8192;
    private static final long SEED = 20_261_122;

    private final CallKind[] pattern;
    private final Map<CallKind, Request[]> requests = new EnumMap<>(CallKind.class);
    private final int[] next = new int[CallKind.values().length];
    private final Tokens tokens = new Tokens();
    private final Set<CallKind> kinds;
    private final boolean tellsOutcomes;
    private int at;
    private long messageId;

    /**
     * @param calls of each kind that has a weight at least one; outcomes need none
     * @param firstMessageId to be another one for each run, since what is told twice counts once
     */
    RequestMix(
            Weights weights, Map<CallKind, List<Call>> calls, Protocol protocol, Target target, long firstMessageId) {
        pattern = weights.pattern(PATTERN, SEED);
        kinds = EnumSet.copyOf(weights.kinds());
        tellsOutcomes = kinds.contains(CallKind.OUTCOME);
        messageId = firstMessageId;
        for (CallKind kind : kinds) {
            requests.put(kind, encoded(calls.get(kind), protocol, target));
        }
    }

    private static Request[] encoded(List<Call> calls, Protocol protocol, Target target) {
        byte[][] encoded = new byte[calls.size()][];
        int all = 0;
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] =
                    protocol.encode(target, calls.get(i).path(), calls.get(i).body());
            all += encoded[i].length;
        }
        // One piece off the heap, which the socket can take without another copy.
        ByteBuffer memory = ByteBuffer.allocateDirect(all);
        Request[] requests = new Request[encoded.length];
        int from = 0;
        for (int i = 0; i < encoded.length; i++) {
            memory.put(from, encoded[i]);
            requests[i] = new Request(calls.get(i), memory.slice(from, encoded[i].length));
            from += encoded[i].length;
        }
        return requests;
    }

    Set<CallKind> kinds() {
        return kinds;
    }

    /** The next one, valid until the one after it. A decision takes the place of an outcome that has no token yet. */
    Request next() {
        CallKind kind = pattern[at];
        at = (at + 1) % PATTERN;
        Request request = next(kind);
        if (kind == CallKind.OUTCOME && !tokens.use(request)) {
            return next(CallKind.DECIDE);
        }
        request.number(messageId++);
        return request;
    }

    private Request next(CallKind kind) {
        Request[] all = requests.get(kind);
        int index = next[kind.ordinal()];
        next[kind.ordinal()] = index + 1 == all.length ? 0 : index + 1;
        return all[index];
    }

    /** A decision was answered well. */
    void decided(Request request, Answer answer) {
        if (tellsOutcomes) {
            tokens.keep(request, answer);
        }
    }
}
