package dev.kairos.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The answer to a decide call: the server's, or the caller's default when there was none in time.
 *
 * @param decisionId the server's id of the decision; null in a default answer
 * @param pack name and version of the pack that decided; null in a default answer
 * @param degraded time was up on the server: the best so far
 * @param decisions one for each placement, in the order of the request
 * @param explanation as the server wrote it, when the call asked to explain: maps, lists, strings, numbers (Long or
 *     Double) and booleans; empty otherwise
 * @param whyDefault null when the server answered
 * @param detail for people: what the server or the network said; null when there is nothing to say
 */
public record Decisions(
        String decisionId,
        String pack,
        boolean degraded,
        List<Decision> decisions,
        Map<String, Object> explanation,
        WhyDefault whyDefault,
        String detail) {

    public Decisions {
        decisions = List.copyOf(decisions);
    }

    static Decisions byDefault(DecideRequest request, Map<String, String> defaults, WhyDefault why, String detail) {
        List<Decision> decisions = new ArrayList<>(request.placements().size());
        for (String placement : request.placements()) {
            String fragment = request.defaults().getOrDefault(placement, defaults.get(placement));
            decisions.add(new Decision(placement, null, fragment, why.reason(), true, null));
        }
        return new Decisions(null, null, false, decisions, Map.of(), why, detail);
    }

    /** Whether this is the caller's default: {@link #whyDefault()} says why. */
    public boolean isDefault() {
        return whyDefault != null;
    }

    /**
     * The answer for a placement.
     *
     * @throws IllegalArgumentException when it was not asked for
     */
    public Decision of(String placement) {
        for (Decision decision : decisions) {
            if (decision.placement().equals(placement)) {
                return decision;
            }
        }
        throw new IllegalArgumentException("the call did not ask for the placement " + placement);
    }
}
