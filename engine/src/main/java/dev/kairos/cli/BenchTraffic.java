package dev.kairos.cli;

import dev.kairos.bench.BenchSettings;
import dev.kairos.bench.Customers;
import dev.kairos.bench.Weights;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is sent. */
final class BenchTraffic {

    private static final int MOST_PLACEMENTS = 64;

    @Option(
            names = "--mix",
            paramLabel = "KIND=N,…",
            defaultValue = "decide=100",
            description = "Of which kind calls are: decide, touchpoint, outcome, each with its weight; ${DEFAULT-VALUE}"
                    + " unless set. Outcomes are told with tokens of earlier answers.")
    private String mix;

    @Option(
            names = "--unknown",
            paramLabel = "N%",
            defaultValue = "0",
            description = "Of how many calls the customer is not known, e.g. 5%%; none unless set.")
    private String unknown;

    @Option(
            names = "--keys",
            paramLabel = "HOW",
            defaultValue = "zipf",
            description = "How often who calls: zipf, where some come often, or uniform; ${DEFAULT-VALUE} unless set.")
    private String keys;

    @Option(
            names = "--ids",
            paramLabel = "PATTERN",
            defaultValue = Customers.USUAL_IDS,
            description = "Customers' ids, with {n} for 1 to --profiles; ${DEFAULT-VALUE} unless set.")
    private String ids;

    @Option(
            names = "--placements",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many of the pack's placements a call asks for; ${DEFAULT-VALUE} unless set.")
    private int placements;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            defaultValue = "web",
            description = "The channel that calls; ${DEFAULT-VALUE} unless set.")
    private String channel;

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "Bodies of decide calls, one a line, that are sent as they are.")
    private @Nullable Path body;

    boolean hasBodies() {
        return body != null;
    }

    /** @throws IllegalArgumentException with a message for the user */
    BenchSettings.Traffic settings(int profiles) {
        Weights weights = Weights.parse(mix);
        if (!keys.equals("zipf") && !keys.equals("uniform")) {
            throw new IllegalArgumentException("--keys is zipf or uniform, not '" + keys + "'");
        }
        if (placements < 1 || placements > MOST_PLACEMENTS) {
            throw new IllegalArgumentException("--placements is from 1 to 64");
        }
        if (!channel.matches("[ -~&&[^\"\\\\]]{1,64}")) {
            throw new IllegalArgumentException("--channel is plain ASCII without quotes");
        }
        if (body != null && !weights.equals(Weights.DECIDE_ONLY)) {
            throw new IllegalArgumentException("--body holds decide calls: leave --mix away");
        }
        Customers customers = new Customers(profiles, ids, keys.equals("zipf"), share(unknown));
        return new BenchSettings.Traffic(weights, customers, channel, placements, body);
    }

    private static double share(String text) {
        String number = text.strip().endsWith("%")
                ? text.strip().substring(0, text.strip().length() - 1)
                : text;
        try {
            return Double.parseDouble(number) / 100;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--unknown is a percentage such as 5%, not '" + text + "'", e);
        }
    }
}
