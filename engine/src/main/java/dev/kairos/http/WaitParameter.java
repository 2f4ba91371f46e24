package dev.kairos.http;

import dev.kairos.journey.Wait;

/** What a call waits for before it is answered: {@code ?wait=none}, or {@code ?wait=applied}. */
final class WaitParameter {

    private WaitParameter() {}

    /** @throws Problem when it is neither */
    static Wait of(Call call, Wait unlessSaid) {
        return of(call.query(), unlessSaid);
    }

    /** @throws Problem when it is neither */
    static Wait of(String query, Wait unlessSaid) {
        String wait = PathText.parameter(query, "wait");
        if (wait == null) {
            return unlessSaid;
        }
        return switch (wait) {
            case "none" -> Wait.NONE;
            case "applied" -> Wait.APPLIED;
            default -> throw Problem.unreadable("The parameter 'wait' is 'none' or 'applied'.");
        };
    }
}
