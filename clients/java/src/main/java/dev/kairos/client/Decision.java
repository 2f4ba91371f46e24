package dev.kairos.client;

/**
 * What one placement shows.
 *
 * @param placement as it was asked for
 * @param action the action that was chosen; null for a fallback
 * @param fragment the id of the content to show; null when there is none, not even a default
 * @param reason as the server says it, such as {@code TARGETED} or {@code NO_PROPOSAL}; {@code CLIENT_} and a name of
 *     {@link WhyDefault} in a default answer
 * @param fallback whether it is a fallback, the server's or the caller's
 * @param token to be sent with the {@link Outcome}; null when there is nothing to tell
 */
public record Decision(
        String placement, String action, String fragment, String reason, boolean fallback, String token) {

    /** @return the fragment, or {@code otherwise} when there is none */
    public String fragmentOr(String otherwise) {
        return fragment == null ? otherwise : fragment;
    }
}
