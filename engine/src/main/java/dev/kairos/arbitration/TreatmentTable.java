package dev.kairos.arbitration;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Treatment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fragment shows an action in a placement, channel and locale. What depends on the catalogue alone (placement and
 * tags) is worked out when the pack is loaded; a call then looks at the one to four treatments that are left.
 */
final class TreatmentTable {

    private static final Fit[] NO_FIT = {};

    /** By action, by placement. */
    private final Fit[][][] fits;

    TreatmentTable(Catalogue catalogue) {
        List<Action> actions = catalogue.actions();
        List<Placement> placements = catalogue.placements();
        fits = new Fit[actions.size()][placements.size()][];
        for (Action action : actions) {
            for (Placement placement : placements) {
                Fit[] fitting = action.treatments().stream()
                        .filter(treatment -> treatment.fits(placement))
                        .map(Fit::new)
                        .toArray(Fit[]::new);
                fits[action.index()][placement.index()] = fitting.length == 0 ? NO_FIT : fitting;
            }
        }
    }

    /** The treatment whose locale is the closest, the first of several; or null when the action cannot be shown there. */
    @Nullable
    Treatment find(int action, int placement, String channel, String locale) {
        Fit best = null;
        int bestCloseness = -1;
        for (Fit fit : fits[action][placement]) {
            if (fit.isFor(channel)) {
                int closeness = fit.closeness(locale);
                if (closeness > bestCloseness) {
                    best = fit;
                    bestCloseness = closeness;
                }
            }
        }
        return best == null ? null : best.treatment;
    }

    private static final class Fit {
        final Treatment treatment;
        private final String[] channels;
        private final String[] locales;

        Fit(Treatment treatment) {
            this.treatment = treatment;
            this.channels = treatment.channels().toArray(String[]::new);
            this.locales = treatment.locales().toArray(String[]::new);
        }

        boolean isFor(String channel) {
            for (String own : channels) {
                if (own.equals(channel)) {
                    return true;
                }
            }
            return channels.length == 0;
        }

        /** Length of the locale tag that serves the call's, 0 for a treatment in any locale, -1 for none. */
        int closeness(String locale) {
            int closest = locales.length == 0 ? 0 : -1;
            for (String own : locales) {
                if (own.length() > closest && serves(own, locale)) {
                    closest = own.length();
                }
            }
            return closest;
        }

        /** RFC 4647, lookup: "de" serves "de" and "de-CH", in any case. */
        private static boolean serves(String own, String wanted) {
            return wanted.regionMatches(true, 0, own, 0, own.length())
                    && (wanted.length() == own.length() || wanted.charAt(own.length()) == '-');
        }
    }
}
