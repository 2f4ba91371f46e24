package dev.kairos.http;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Proposal;
import dev.kairos.decision.Answer;
import dev.kairos.decision.Playbook;
import dev.kairos.touchpoint.SlotToken;
import java.nio.charset.StandardCharsets;

/** Writes the answer of {@code POST /v1/decide}. One event loop, one pack version. */
public final class AnswerWriter {

    private static final byte[] OPEN = ascii("{\"decisionId\":");
    private static final byte[] NOT_DEGRADED = ascii(",\"degraded\":false,\"decisions\":[");
    private static final byte[] DEGRADED = ascii(",\"degraded\":true,\"decisions\":[");
    private static final byte[] PLACEMENT = ascii("{\"placement\":");
    private static final byte[] ACTION = ascii(",\"action\":");
    private static final byte[] FRAGMENT = ascii(",\"fragment\":");
    private static final byte[] REASON = ascii(",\"reason\":");
    private static final byte[] TARGETED = ascii(",\"fallback\":false,\"token\":\"");
    private static final byte[] FALLBACK = ascii(",\"fallback\":true,\"token\":\"");
    private static final byte[] UNKNOWN = ascii(",\"fallback\":true}");
    private static final byte[] CLOSE_SLOT = ascii("\"}");
    private static final byte[] EXPLANATION = ascii(",\"explanation\":");

    private final byte[] pack;
    private final JsonBytes json = new JsonBytes();
    private final byte[] token = new byte[SlotToken.MAX_BYTES];

    public AnswerWriter(Playbook playbook) {
        JsonBytes version = new JsonBytes().string(playbook.version());
        pack = ascii(",\"pack\":" + new String(version.array(), 0, version.length(), StandardCharsets.UTF_8));
    }

    /** @return the document, valid until the next call */
    public JsonBytes write(Answer answer) {
        Arbitration arbitration = answer.arbitration();
        json.clear();
        json.raw(OPEN).uuid(answer.idHigh(), answer.idLow()).raw(pack);
        json.raw(answer.isDegraded() ? DEGRADED : NOT_DEGRADED);
        for (int i = 0; i < arbitration.slotCount(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            write(arbitration.slot(i), i, answer);
        }
        json.raw(']');
        byte[] explanation = answer.explanation();
        if (explanation != null) {
            json.raw(EXPLANATION).raw(explanation);
        }
        return json.raw('}');
    }

    private void write(Arbitration.Slot slot, int index, Answer answer) {
        json.raw(PLACEMENT).string(slot.placementId());
        Proposal winner = slot.winner();
        if (winner != null) {
            json.raw(ACTION).string(winner.action().id());
        }
        String fragment = slot.fragment();
        if (fragment != null) {
            json.raw(FRAGMENT).string(fragment);
        }
        json.raw(REASON).string(slot.reason().name());
        if (slot.placement() == null) {
            json.raw(UNKNOWN);
            return;
        }
        json.raw(slot.isFallback() ? FALLBACK : TARGETED);
        String action = winner == null ? "" : winner.action().id();
        json.base64Url(token, SlotToken.encode(answer.idHigh(), answer.idLow(), index, action, token));
        json.raw(CLOSE_SLOT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
