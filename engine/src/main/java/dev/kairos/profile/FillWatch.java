package dev.kairos.profile;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once when the store passes a level, and again only after it was well below. The writer's thread only. */
final class FillWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FillWatch.class);
    private static final double[] LEVELS = {0.80, 0.95};
    private static final double WELL_BELOW = 0.05;

    private final DoubleSupplier fill;
    private int passed;

    FillWatch(DoubleSupplier fill) {
        this.fill = fill;
    }

    void look() {
        double now = fill.getAsDouble();
        int reached = passed;
        while (reached < LEVELS.length && now >= LEVELS[reached]) {
            reached++;
        }
        if (reached > passed) {
            passed = reached;
            LOG.warn(
                    "The profile store is {} % full; at 100 % new profiles are refused. "
                            + "Stop the server and make room with 'kairos resize'",
                    String.format(Locale.ROOT, "%.0f", now * 100));
        }
        while (passed > 0 && now < LEVELS[passed - 1] - WELL_BELOW) {
            passed--;
        }
    }
}
