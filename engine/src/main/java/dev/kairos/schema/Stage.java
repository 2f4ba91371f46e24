package dev.kairos.schema;

import java.util.List;

/**
 * One stage of a journey.
 *
 * @param transitions the ways on, in the order in which they are tried; those out of the journey come last
 * @param end whether the journey is over once the stage is reached; then there are no transitions
 */
public record Stage(String name, List<Transition> transitions, boolean end) {

    public Stage {
        transitions = List.copyOf(transitions);
        if (end && !transitions.isEmpty()) {
            throw new IllegalArgumentException("stage '" + name + "' ends the journey and cannot lead on");
        }
    }
}
