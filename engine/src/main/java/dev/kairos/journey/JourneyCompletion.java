package dev.kairos.journey;

import dev.kairos.profile.Completion;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import java.util.List;
import java.util.Map;

/** The journeys of a pack, as the profile store asks for them. */
record JourneyCompletion(Journeys journeys) implements Completion {

    @Override
    public Whereabouts complete(Map<String, JourneyState> base, List<PathItem> path, long nowMs) {
        Evaluation evaluation = journeys.evaluate(base, path, nowMs);
        return new Whereabouts(evaluation.states(), evaluation.dueMs(), journeys.definition());
    }

    @Override
    public Map<String, JourneyState> fold(Map<String, JourneyState> base, List<PathItem> path, int count) {
        return journeys.fold(base, path, count);
    }
}
