package dev.kairos.http;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.decision.Answer;
import dev.kairos.touchpoint.SlotToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Writes a decision's {@linkplain SlotToken tokens}. Version, id and slot are 18 bytes, which base64 turns into 24
 * characters without a rest, so the actions' part is encoded once per pack, and all but the last four characters of the
 * rest once per call. One event loop.
 */
final class TokenWriter {

    private static final int HEADER_BYTES = 18;
    /** What depends on the slot: the last three bytes of the header. */
    private static final int SLOT_BYTES = 3;

    private static final byte[] FALLBACK = {};

    private final byte[] header = new byte[SlotToken.MAX_BYTES];
    private final byte[][] actions;
    private final JsonBytes start = new JsonBytes();

    TokenWriter(Catalogue catalogue) {
        List<Action> all = catalogue.actions();
        actions = new byte[all.size()][];
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        for (Action action : all) {
            actions[action.index()] = base64.encode(action.id().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The decision whose slots come next. */
    void begin(Answer answer) {
        SlotToken.encode(answer.idHigh(), answer.idLow(), 0, "", header);
        start.clear();
        start.base64Url(header, 0, HEADER_BYTES - SLOT_BYTES);
    }

    /** @param action by index; negative for a fallback */
    void write(int slot, int action, JsonBytes into) {
        header[HEADER_BYTES - 1] = (byte) slot;
        into.raw(start.array(), start.length());
        into.base64Url(header, HEADER_BYTES - SLOT_BYTES, SLOT_BYTES);
        into.raw(action < 0 ? FALLBACK : actions[action]);
    }
}
