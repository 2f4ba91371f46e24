package dev.kairos.touchpoint;

import dev.kairos.catalogue.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the outcome that an event reports. An event named {@code Kairos Click} and the like, or one with a property
 * {@code outcome}, says which; any other event that carries {@code kairosToken} is what the customer did in the end, a
 * conversion.
 */
final class Outcomes {

    static final String TOKEN = "kairosToken";
    private static final String PLAIN_TOKEN = "token";
    private static final String OUTCOME = "outcome";
    private static final String PREFIX = "kairos ";
    private static final String WORDS =
            Arrays.stream(Outcome.values()).map(Outcome::word).collect(Collectors.joining(", "));

    private Outcomes() {}

    /** Takes the token out of the properties. Null when no outcome is reported, or the draft is wrong now. */
    static @Nullable OutcomeReport take(String event, EventDraft draft) {
        Map<String, @Nullable Object> properties = draft.properties;
        Object said = properties.get(OUTCOME);
        boolean isOurs = event.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        boolean hasToken = properties.get(TOKEN) != null;
        if (!isOurs && !hasToken && (said == null || properties.get(PLAIN_TOKEN) == null)) {
            return null;
        }
        String name = hasToken ? TOKEN : PLAIN_TOKEN;
        Optional<Outcome> outcome = outcome(event, said, isOurs);
        boolean isOutcomeOnly = isOurs || said != null && hasToken;
        SlotToken slot = properties.get(name) instanceof String text ? SlotToken.parse(text) : null;
        if (slot != null && outcome.isPresent()) {
            properties.remove(name);
            return new OutcomeReport(outcome.get(), slot);
        }
        if (isOutcomeOnly) {
            explain(draft, name, slot == null);
        }
        return null;
    }

    private static Optional<Outcome> outcome(String event, @Nullable Object said, boolean isOurs) {
        if (said instanceof String word) {
            return Outcome.ofWord(word.toLowerCase(Locale.ROOT));
        }
        return isOurs
                ? Outcome.ofWord(event.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
                : Optional.of(Outcome.CONVERSION);
    }

    private static void explain(EventDraft draft, String name, boolean badToken) {
        if (badToken) {
            draft.wrong("/properties/" + name, "is not the token of a decision");
        } else {
            draft.wrong("/properties/" + OUTCOME, "the outcome is one of " + WORDS);
        }
    }
}
