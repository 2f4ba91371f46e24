package dev.kairos.http;

import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.DecisionRecord;
import dev.kairos.decision.Explanation;
import dev.kairos.decision.SnapshotDecoder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Past decisions, explained. */
public final class DecisionRoutes {

    private static final Problem NOT_AN_ID = Problem.notFound("A decision's id is a UUID, as answered with it.");
    private static final Problem UNKNOWN =
            Problem.notFound("No decision of this id is on record: it was a dry run, or is past its retention.");

    private DecisionRoutes() {}

    /** @param decoder reads the profiles that were recorded with decisions */
    public static List<Route> of(DecisionLog log, SnapshotDecoder decoder) {
        return List.of(Route.onWorker(
                "GET", "/v1/decisions/{decisionId}", Need.SECRET_KEY, call -> explain(log, decoder, call.parameter())));
    }

    private static Answer explain(DecisionLog log, SnapshotDecoder decoder, String decisionId) {
        Optional<DecisionRecord> found = log.find(id(decisionId));
        DecisionRecord decision = found.orElseThrow(() -> UNKNOWN);
        return Answer.json(new Explanation(log.names(decision.packCode()), decoder).toJson(decision));
    }

    private static UUID id(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException notAUuid) {
            // As any other text.
        }
        throw NOT_AN_ID;
    }
}
