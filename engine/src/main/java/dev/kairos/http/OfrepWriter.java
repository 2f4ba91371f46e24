package dev.kairos.http;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Proposal;
import dev.kairos.arbitration.Reason;
import dev.kairos.decision.Answer;
import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Playbook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes the answers of OFREP calls. One event loop, one pack version. */
final class OfrepWriter {

    /** For so long a client may go on showing an answer. */
    static final long TTL_SECONDS = 300;

    private static final int TAG_BYTES = 18;

    private final String pack;
    private final JsonBytes json = new JsonBytes();
    private final JsonBytes shown = new JsonBytes();
    private final JsonBytes tag = new JsonBytes();
    private final TokenWriter token;
    private final MessageDigest sha256;

    OfrepWriter(Playbook playbook) {
        pack = playbook.version();
        token = new TokenWriter(playbook.catalogue());
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The flag that was asked for. @return the document, valid until the next call */
    JsonBytes one(Answer answer) {
        json.clear();
        token.begin(answer);
        writeFlag(answer, 0);
        return json;
    }

    /**
     * All flags that were asked for.
     *
     * @param eventsPath where to hear of changes, or null
     * @return the document, valid until the next call
     */
    JsonBytes all(Answer answer, @Nullable String eventsPath) {
        json.clear();
        token.begin(answer);
        raw("{\"flags\":[");
        for (int i = 0; i < answer.arbitration().slotCount(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            writeFlag(answer, i);
        }
        raw("],\"metadata\":{");
        writeDecision(answer);
        raw(",\"ttl\":").number(TTL_SECONDS);
        json.raw('}');
        if (eventsPath != null) {
            raw(",\"eventStreams\":[{\"type\":\"sse\",\"endpoint\":{\"requestUri\":")
                    .string(eventsPath);
            raw("}}]");
        }
        return json.raw('}');
    }

    /**
     * A tag of what the customer gets to see: the same for as long as the same customer gets to see the same, whatever
     * else the answer says. It does not hold for somebody else, who must not go on with this customer's tokens.
     */
    String entityTag(Answer answer, DecideRequest request, @Nullable String eventsPath) {
        shown.clear();
        add(request.userId());
        add(request.anonymousId());
        add(request.channel());
        add(eventsPath);
        for (int i = 0; i < answer.arbitration().slotCount(); i++) {
            Arbitration.Slot slot = answer.arbitration().slot(i);
            Proposal winner = slot.winner();
            add(slot.placementId());
            add(slot.reason().name());
            add(winner == null ? null : winner.action().id());
            add(slot.fragment());
        }
        sha256.update(shown.array(), 0, shown.length());
        tag.clear();
        tag.base64Url(sha256.digest(), 0, TAG_BYTES);
        return "W/\"" + new String(tag.array(), 0, tag.length(), StandardCharsets.US_ASCII) + '"';
    }

    private void add(@Nullable String text) {
        if (text != null) {
            shown.string(text);
        }
        shown.raw(',');
    }

    private void writeFlag(Answer answer, int index) {
        Arbitration.Slot slot = answer.arbitration().slot(index);
        raw("{\"key\":").string(slot.placementId());
        String fragment = slot.fragment();
        if (fragment == null) {
            raw(",\"errorCode\":\"FLAG_NOT_FOUND\",\"errorDetails\":\"The pack has no such placement.\"}");
            return;
        }
        Proposal winner = slot.winner();
        raw(",\"value\":").string(fragment);
        if (winner != null) {
            raw(",\"variant\":").string(winner.action().id());
        }
        raw(",\"reason\":\"" + reason(slot.reason()) + "\",\"metadata\":{");
        writeDecision(answer);
        raw(",\"reason\":\"" + slot.reason().name() + "\",\"fallback\":" + slot.isFallback() + ",\"token\":\"");
        token.write(index, winner == null ? -1 : winner.action().index(), json);
        json.raw('"');
        if (winner != null) {
            raw(",\"action\":").string(winner.action().id());
        }
        raw(",\"ttl\":").number(ttlSeconds(winner, answer.epochMs()));
        raw("}}");
    }

    private void writeDecision(Answer answer) {
        raw("\"decisionId\":").uuid(answer.idHigh(), answer.idLow());
        raw(",\"pack\":").string(pack);
        raw(answer.isDegraded() ? ",\"degraded\":true" : ",\"degraded\":false");
    }

    /** No longer than the action may be shown. */
    private static long ttlSeconds(@Nullable Proposal winner, long epochMs) {
        Instant until = winner == null ? null : winner.action().until();
        return until == null
                ? TTL_SECONDS
                : Math.min(TTL_SECONDS, TimeUnit.MILLISECONDS.toSeconds(until.toEpochMilli() - epochMs));
    }

    /** As near as OFREP's words come; ours stands in the metadata. */
    private static String reason(Reason reason) {
        return switch (reason) {
            case TARGETED -> "TARGETING_MATCH";
            case HOLDOUT -> "SPLIT";
            case NO_CONSENT, NOT_VALID, CAPPED, SUPPRESSED -> "DISABLED";
            case NO_PROPOSAL, OUTRANKED, NO_TREATMENT -> "STATIC";
            case DEADLINE, UNKNOWN_PLACEMENT -> "UNKNOWN";
        };
    }

    private JsonBytes raw(String ascii) {
        return json.raw(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
