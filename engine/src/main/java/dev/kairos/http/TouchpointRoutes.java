package dev.kairos.http;

import dev.kairos.journey.Receipt;
import dev.kairos.journey.Wait;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.touchpoint.CloudEventReader;
import dev.kairos.touchpoint.EventLimits;
import dev.kairos.touchpoint.Reading;
import dev.kairos.touchpoint.SegmentReader;
import dev.kairos.touchpoint.Touchpoint;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Touchpoints, as the published clients of Segment and RudderStack and CloudEvents SDKs send them. What can be read goes
 * to the sink, and is answered once that has it.
 */
public final class TouchpointRoutes {

    private static final Problem NOT_UTF8 = Problem.unreadable("The body is not UTF-8.");
    private static final List<String> BATCHES = List.of("/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch");

    /** What RudderStack's client for pages asks before it sends: a source that reports on nothing and has no other ends. */
    private static final Answer SOURCE_CONFIG = Answer.json("""
            {"source":{"id":"kairos","name":"Kairos","workspaceId":"kairos","enabled":true,"destinations":[],
            "config":{"statsCollection":{"errors":{"enabled":false},"metrics":{"enabled":false}}}}}
            """.getBytes(StandardCharsets.UTF_8));

    private final TouchpointSink sink;
    private final InstantSource clock;
    private final Metrics metrics;

    private TouchpointRoutes(TouchpointSink sink, InstantSource clock, Metrics metrics) {
        this.sink = sink;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @param clock when a touchpoint arrived */
    public static List<Route> of(TouchpointSink sink, InstantSource clock, Metrics metrics) {
        TouchpointRoutes routes = new TouchpointRoutes(sink, clock, metrics);
        List<Route> all = new ArrayList<>();
        routes.single(all, "track", Touchpoint.Type.TRACK);
        routes.single(all, "identify", Touchpoint.Type.IDENTIFY);
        routes.single(all, "page", Touchpoint.Type.PAGE);
        routes.single(all, "screen", Touchpoint.Type.SCREEN);
        routes.single(all, "group", Touchpoint.Type.GROUP);
        routes.single(all, "alias", Touchpoint.Type.ALIAS);
        BATCHES.forEach(path -> all.add(routes.route(path, null)));
        all.add(Route.atOnce("GET", "/sourceConfig", Need.WRITE_KEY_ANYWHERE, () -> SOURCE_CONFIG));
        all.add(Route.later("/v1/events", EventLimits.BODY_BYTES, routes::events));
        return all;
    }

    private void single(List<Route> all, String word, Touchpoint.Type type) {
        all.add(route("/v1/" + word, type));
        all.add(route("/v1/" + word.charAt(0), type));
    }

    private Route route(String path, Touchpoint.@Nullable Type type) {
        return Route.later(path, EventLimits.BODY_BYTES, (post, answer) -> segment(post, type, answer));
    }

    private void events(Post post, CompletableFuture<Answer> answer) {
        Map<String, String> headers = DeliveryHeaders.ofCloudEvents(post.headers());
        if (CloudEventReader.isMeant(headers)) {
            checkUtf8(post);
            Reading reading = CloudEventReader.read(
                    post.body(),
                    post.length(),
                    DeliveryHeaders.delivery(post.headers(), clock.millis(), null, headers));
            take(reading, post, answer);
        } else {
            segment(post, null, answer);
        }
    }

    private void segment(Post post, Touchpoint.@Nullable Type type, CompletableFuture<Answer> answer) {
        checkUtf8(post);
        Reading reading = SegmentReader.read(
                post.body(), post.length(), DeliveryHeaders.delivery(post.headers(), clock.millis(), type, Map.of()));
        take(reading, post, answer);
    }

    private static void checkUtf8(Post post) {
        if (!Utf8.isValid(post.body(), 0, post.length())) {
            throw NOT_UTF8;
        }
    }

    private void take(Reading reading, Post post, CompletableFuture<Answer> answer) {
        if (reading instanceof Reading.Refused refused) {
            throw DeliveryAnswer.problem(refused);
        }
        Reading.Rows rows = (Reading.Rows) reading;
        post.bodyKey().accept(rows.writeKey());
        Wait wait = WaitParameter.of(post.query(), Wait.NONE);
        count(rows);
        if (rows.good().isEmpty()) {
            answer.complete(DeliveryAnswer.taken(rows));
        } else {
            sink.touchpoints(rows.good(), wait, receipt -> finish(receipt, rows, answer));
        }
    }

    private static void finish(Receipt receipt, Reading.Rows rows, CompletableFuture<Answer> answer) {
        if (receipt == Receipt.TAKEN) {
            answer.complete(DeliveryAnswer.taken(rows));
        } else {
            answer.completeExceptionally(DeliveryAnswer.problem(receipt));
        }
    }

    private void count(Reading.Rows rows) {
        if (!rows.bad().isEmpty()) {
            metrics.counter(Metric.TOUCHPOINTS_REFUSED).add(rows.bad().size());
        }
        metrics.counter(Metric.TOUCHPOINTS_READ).add(rows.good().size());
    }
}
