package dev.kairos.catalogue;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A slot that a channel wants filled.
 *
 * @param index its place in {@link Catalogue#placements()}
 * @param fallback fragment id that is answered when nothing may or can be shown
 * @param accepts tags of treatments that it takes; empty means all
 * @param channels the only ones that have it; empty means all
 * @param pages the only ones that have it, or with {@code *} at the end what they begin with; empty means all
 */
public record Placement(
        String id, int index, String fallback, Set<String> accepts, Set<String> channels, List<String> pages) {

    /** One that all channels have, on all pages. */
    public Placement(String id, int index, String fallback, Set<String> accepts) {
        this(id, index, fallback, accepts, Set.of(), List.of());
    }

    /**
     * Whether a channel that asks for all there is to show means this one, too.
     *
     * @param page where the customer is; null when that is not known, and then it may be any
     */
    public boolean isOn(String channel, @Nullable String page) {
        return (channels.isEmpty() || channels.contains(channel)) && (page == null || isOnPage(page));
    }

    private boolean isOnPage(String page) {
        for (String one : pages) {
            if (one.endsWith("*") ? page.regionMatches(0, one, 0, one.length() - 1) : page.equals(one)) {
                return true;
            }
        }
        return pages.isEmpty();
    }
}
