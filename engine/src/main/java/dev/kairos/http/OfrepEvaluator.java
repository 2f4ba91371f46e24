package dev.kairos.http;

import dev.kairos.catalogue.Placement;
import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Decider;
import dev.kairos.decision.Playbook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers OFREP calls. All flags of a call are one decision, so that no action is there twice; a call that finds its
 * caller up to date leaves no trace, since what the caller goes on showing is an earlier decision. One event loop and one
 * pack version, with the decider and the request of its {@link DecideEndpoint}.
 */
final class OfrepEvaluator {

    private static final Problem NO_SUCH_FLAG = Problem.notFound("The pack has no such placement.");

    private final Decider decider;
    private final Playbook playbook;
    private final DecideRequest request;
    private final CallTimes times;
    private final LongSupplier nanoTime;
    private final OfrepReader reader;
    private final OfrepWriter writer;
    private final Reply timing = new Reply();

    OfrepEvaluator(
            Decider decider, DecideRequest request, CallTimes times, LongSupplier nanoTime, DecideLimits limits) {
        this.decider = decider;
        this.request = request;
        this.times = times;
        this.nanoTime = nanoTime;
        playbook = decider.playbook();
        reader = new OfrepReader(playbook.momentType().schema(), playbook.catalogue(), limits);
        writer = new OfrepWriter(playbook);
    }

    /** @throws Problem to answer that instead, as {@link OfrepProblem} puts it */
    Answer evaluate(Evaluation call) {
        reader.read(call.body(), call.length(), request);
        request.gpc(call.gpc());
        String flag = call.flag();
        if (flag != null) {
            return one(flag, call);
        }
        return all(call);
    }

    private Answer one(String flag, Evaluation call) {
        if (playbook.catalogue().placement(flag) == null) {
            throw NO_SUCH_FLAG;
        }
        request.placements().clear();
        request.placements().add(flag);
        long parsed = nanoTime.getAsLong();
        dev.kairos.decision.Answer answer = decider.decide(request, call.startNanos(), parsed);
        long decided = nanoTime.getAsLong();
        return answer(writer.one(answer), answer, call, decided, null);
    }

    private Answer all(Evaluation call) {
        askForAll();
        long parsed = nanoTime.getAsLong();
        dev.kairos.decision.Answer answer = decider.consider(request, call.startNanos(), parsed);
        String events = eventsPath(call.writeKey());
        String tag = writer.entityTag(answer, request, events);
        if (call.ifNoneMatch() != null && EntityTags.isAmong(call.ifNoneMatch(), tag)) {
            return Answer.empty(304, Map.of("etag", tag));
        }
        if (!request.placements().isEmpty()) {
            decider.keep(request);
        }
        long decided = nanoTime.getAsLong();
        return answer(writer.all(answer, events), answer, call, decided, tag);
    }

    /** Unless the context says which, all placements that the channel has where the customer is. */
    private void askForAll() {
        List<String> placements = request.placements();
        if (!placements.isEmpty()) {
            return;
        }
        for (Placement placement : playbook.catalogue().placements()) {
            if (placement.isOn(request.channel(), reader.page())) {
                placements.add(placement.id());
            }
        }
        if (placements.size() > DecideRequestReader.MAX_PLACEMENTS) {
            throw Problem.notValid(
                    "There are " + placements.size() + " placements here; a call has at most "
                            + DecideRequestReader.MAX_PLACEMENTS
                            + ". Name those of the page, or tell the page and give placements theirs in the pack.",
                    "/context/placements");
        }
    }

    private Answer answer(
            JsonBytes json,
            dev.kairos.decision.Answer answer,
            Evaluation call,
            long decidedNanos,
            @Nullable String tag) {
        timing.clear();
        times.record(answer, call.startNanos(), decidedNanos, nanoTime.getAsLong(), timing);
        Map<String, String> headers = new LinkedHashMap<>();
        if (tag != null) {
            headers.put("etag", tag);
        }
        headers.put("server-timing", timing.timingText());
        return new Answer(200, Answer.JSON, Arrays.copyOf(json.array(), json.length()), headers);
    }

    /** With the key that the call came with, since pages cannot send a header with what they listen to. */
    private static String eventsPath(@Nullable String writeKey) {
        return writeKey == null
                ? OfrepRoutes.EVENTS
                : OfrepRoutes.EVENTS + "?writeKey=" + URLEncoder.encode(writeKey, StandardCharsets.US_ASCII);
    }
}
