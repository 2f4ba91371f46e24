package dev.kairos.benchmarks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kairos.arbitration.Arbitration;
import dev.kairos.benchmarks.Scene;
import dev.kairos.decision.Answer;
import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Decider;
import dev.kairos.http.AnswerWriter;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.DecideRequestReader;
import dev.kairos.http.JsonBytes;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request's JSON in and an answer's JSON out: from and to bytes, and as was rejected by way of a tree of Jackson's
 * (docs/decisions/1220). The tree is given the tokens of the answer ready made.
 *
 * <pre>benchmarks/bin/jmh JsonBenchmark -prof gc -p profiles=1000 -p placements=1,2,8</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {

    private final ObjectMapper mapper = new ObjectMapper();
    private Schema schema;
    private DecideRequest request;
    private DecideRequestReader reader;
    private Decider decider;
    private Answer answer;
    private AnswerWriter writer;
    private String pack;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int bytes;

    @Setup(Level.Trial)
    public void start(Scene scene) throws IOException {
        schema = scene.pack().schema();
        request = new DecideRequest(schema, scene.pack().catalogue());
        reader = new DecideRequestReader(schema, scene.pack().catalogue(), DecideLimits.DEFAULT);
        decider = scene.newDecider();
        writer = new AnswerWriter(scene.playbook());
        pack = scene.pack().version();
        reader.read(scene.body(0), 0, scene.body(0).length, request);
        answer = decider.decide(request, System.nanoTime(), System.nanoTime());
        check(scene);
    }

    /** Both ways read and write the same. */
    private void check(Scene scene) throws IOException {
        JsonBytes written = writer.write(answer);
        bytes = written.length();
        JsonNode ours = mapper.readTree(Arrays.copyOf(written.array(), bytes));
        ours.path("decisions").forEach(slot -> tokens.add(slot.path("token").textValue()));
        require(ours, mapper.readTree(mapper.writeValueAsBytes(tree())));
        for (int call = 0; call < 100; call++) {
            reader.read(scene.body(call), 0, scene.body(call).length, request);
            String fromBytes = described();
            readTree(scene.body(call));
            require(fromBytes, described());
        }
    }

    private String described() {
        StringBuilder text = new StringBuilder(request.userId() + request.channel() + request.placements());
        for (int i = 0; i < request.contextSize(); i++) {
            text.append(request.contextValue(i)).append(' ');
        }
        return text.toString();
    }

    private static void require(Object ours, Object tree) {
        if (!ours.equals(tree)) {
            throw new IllegalStateException(ours + " differs from " + tree);
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        decider.close();
    }

    @Benchmark
    public Object read(Scene scene) {
        next = Scene.after(next);
        byte[] body = scene.body(next);
        reader.read(body, 0, body.length, request);
        return checked(scene);
    }

    @Benchmark
    public Object readTree(Scene scene) throws IOException {
        next = Scene.after(next);
        readTree(scene.body(next));
        return checked(scene);
    }

    private Object checked(Scene scene) {
        if (request.placements().size() != scene.asked().size()) {
            throw new IllegalStateException("read " + request.placements());
        }
        return request.userId();
    }

    private void readTree(byte[] body) throws IOException {
        JsonNode tree = mapper.readTree(body);
        request.clear();
        request.identify(
                tree.path("userId").textValue(), tree.path("anonymousId").textValue());
        request.channel(tree.path("channel").textValue());
        tree.path("placements").forEach(id -> request.placements().add(id.textValue()));
        request.timeoutNanos(
                TimeUnit.MILLISECONDS.toNanos(tree.path("timeoutMs").asLong(50)));
        JsonNode context = tree.path("context");
        for (Attribute field : schema.of(dev.kairos.schema.Scope.CONTEXT)) {
            JsonNode value = context.get(field.source());
            if (value != null) {
                request.context(schema.slot(field.name()), value.isNumber() ? value.doubleValue() : value.textValue());
            }
        }
    }

    @Benchmark
    public int write() {
        return checked(writer.write(answer).length());
    }

    @Benchmark
    public int writeTree() throws JsonProcessingException {
        return checked(mapper.writeValueAsBytes(tree()).length);
    }

    private int checked(int length) {
        if (length != bytes) {
            throw new IllegalStateException(length + " bytes instead of " + bytes);
        }
        return length;
    }

    private ObjectNode tree() {
        ObjectNode tree = mapper.createObjectNode();
        tree.put("decisionId", new UUID(answer.idHigh(), answer.idLow()).toString());
        tree.put("pack", pack);
        tree.put("degraded", answer.isDegraded());
        ArrayNode slots = tree.putArray("decisions");
        for (int i = 0; i < tokens.size(); i++) {
            Arbitration.Slot slot = answer.arbitration().slot(i);
            ObjectNode node = slots.addObject();
            node.put("placement", slot.placementId());
            if (slot.winner() != null) {
                node.put("action", slot.winner().action().id());
            }
            node.put("fragment", slot.fragment());
            node.put("reason", slot.reason().name());
            node.put("fallback", slot.isFallback());
            node.put("token", tokens.get(i));
        }
        return tree;
    }
}
