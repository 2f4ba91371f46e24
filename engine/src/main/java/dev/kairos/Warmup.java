package dev.kairos;

import dev.kairos.catalogue.Placement;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.Evaluation;
import dev.kairos.http.Reply;
import dev.kairos.pack.Pack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Decides a few thousand dry runs before a pack goes live, so that the first customers do not wait while classes are
 * loaded and compiled: the first call of all would take some 100 ms, more than its budget.
 */
final class Warmup {

    private static final int MOST_CALLS = 5_000;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private Warmup() {}

    static void run(Pack pack, DecideEndpoint endpoint) {
        List<String> placements = pack.catalogue().placements().stream()
                .map(Placement::id)
                .limit(3)
                .toList();
        long start = System.nanoTime();
        Reply reply = new Reply();
        for (int i = 0; i < MOST_CALLS && System.nanoTime() - start < MOST_NANOS; i++) {
            byte[] body = body(i, placements, i % 500 == 0);
            reply.clear();
            endpoint.answer(body, 0, body.length, System.nanoTime(), false, reply);
            if (i % 4 == 0) {
                endpoint.evaluate(evaluation(i, placements));
            }
        }
    }

    private static Evaluation evaluation(int number, List<String> placements) {
        String json = "{\"context\":{\"targetingKey\":\"warm-up-%d\",\"placements\":[\"%s\"],\"dryRun\":true}}"
                .formatted(number, String.join("\",\"", placements));
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new Evaluation(null, body, body.length, System.nanoTime(), false, null, null);
    }

    private static byte[] body(int number, List<String> placements, boolean explain) {
        String json =
                "{\"userId\":\"warm-up-%d\",\"channel\":\"web\",\"placements\":[\"%s\"],\"explain\":%b,\"dryRun\":true}"
                        .formatted(number, String.join("\",\"", placements), explain);
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
