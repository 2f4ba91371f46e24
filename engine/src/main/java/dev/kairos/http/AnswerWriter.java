package dev.kairos.http;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Proposal;
import dev.kairos.arbitration.Reason;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.decision.Answer;
import dev.kairos.decision.Playbook;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the answer of {@code POST /v1/decide}. One event loop, one pack version. */
public final class AnswerWriter {

    private static final byte[] OPEN = ascii("{\"decisionId\":");
    private static final byte[] NOT_DEGRADED = ascii(",\"degraded\":false,\"decisions\":[");
    private static final byte[] DEGRADED = ascii(",\"degraded\":true,\"decisions\":[");
    private static final byte[] PLACEMENT = ascii("{\"placement\":");
    private static final byte[] ACTION = ascii(",\"action\":");
    private static final byte[] FRAGMENT = ascii(",\"fragment\":");
    private static final byte[] TARGETED = ascii(",\"fallback\":false,\"token\":\"");
    private static final byte[] FALLBACK = ascii(",\"fallback\":true,\"token\":\"");
    private static final byte[] UNKNOWN = ascii(",\"fallback\":true}");
    private static final byte[] CLOSE_SLOT = ascii("\"}");
    private static final byte[] EXPLANATION = ascii(",\"explanation\":");
    private static final byte[][] REASONS = Arrays.stream(Reason.values())
            .map(reason -> ascii(",\"reason\":\"" + reason.name() + '"'))
            .toArray(byte[][]::new);

    private final byte[] pack;
    /** What is said of a placement and of an action, by index. */
    private final byte[][] placements;

    private final byte[][] actions;
    private final JsonBytes json = new JsonBytes();
    private final TokenWriter token;

    public AnswerWriter(Playbook playbook) {
        Catalogue catalogue = playbook.catalogue();
        pack = member(ascii(",\"pack\":"), playbook.version());
        placements = catalogue.placements().stream()
                .map(placement -> member(PLACEMENT, placement.id()))
                .toArray(byte[][]::new);
        actions = catalogue.actions().stream()
                .map(action -> member(ACTION, action.id()))
                .toArray(byte[][]::new);
        token = new TokenWriter(catalogue);
    }

    /** @return the document, valid until the next call */
    public JsonBytes write(Answer answer) {
        Arbitration arbitration = answer.arbitration();
        json.clear();
        json.raw(OPEN).uuid(answer.idHigh(), answer.idLow()).raw(pack);
        json.raw(answer.isDegraded() ? DEGRADED : NOT_DEGRADED);
        token.begin(answer);
        for (int i = 0; i < arbitration.slotCount(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            write(arbitration.slot(i), i);
        }
        json.raw(']');
        byte[] explanation = answer.explanation();
        if (explanation != null) {
            json.raw(EXPLANATION).raw(explanation);
        }
        return json.raw('}');
    }

    private void write(Arbitration.Slot slot, int index) {
        Placement placement = slot.placement();
        byte[] reason = REASONS[slot.reason().ordinal()];
        if (placement == null) {
            json.raw(PLACEMENT).string(slot.placementId()).raw(reason).raw(UNKNOWN);
            return;
        }
        json.raw(placements[placement.index()]);
        Proposal winner = slot.winner();
        int action = winner == null ? -1 : winner.action().index();
        if (action >= 0) {
            json.raw(actions[action]);
        }
        String fragment = slot.fragment();
        if (fragment != null) {
            json.raw(FRAGMENT).string(fragment);
        }
        json.raw(reason).raw(slot.isFallback() ? FALLBACK : TARGETED);
        token.write(index, action, json);
        json.raw(CLOSE_SLOT);
    }

    private static byte[] member(byte[] start, String value) {
        JsonBytes made = new JsonBytes().raw(start).string(value);
        return Arrays.copyOf(made.array(), made.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
