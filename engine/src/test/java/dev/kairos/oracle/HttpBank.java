package dev.kairos.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A bank's channels and its nightly load, as they would speak to a server of Kairos. */
final class HttpBank {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGES_AT_ONCE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @param decidedAt as the decision's id tells: what the server's clock said */
    record Decided(Instant decidedAt, boolean degraded, List<Expected> answers) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    HttpBank(URI server) {
        this.server = server;
    }

    /** Loads customers with their households and companies. */
    JsonNode load(List<Customer> customers) throws IOException, InterruptedException {
        StringBuilder rows = new StringBuilder();
        for (Customer customer : customers) {
            related("householdId", customer.id(), customer.household(), rows);
            related("companyId", customer.id(), customer.company(), rows);
            rows.append(person(customer)).append('\n');
        }
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/profiles/import"))
                .timeout(PATIENCE)
                .header("content-type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(rows.toString()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        String[] lines = response.body().strip().split("\n");
        return JSON.readTree(lines[lines.length - 1]);
    }

    /** What the customers did, as the bank's channels tell it: in the order of time for each of them. */
    void tell(List<Customer> customers) throws IOException, InterruptedException {
        ArrayNode batch = JSON.createArrayNode();
        for (Customer customer : customers) {
            for (Customer.Step step : customer.steps()) {
                batch.add(message(customer.id(), step));
                if (batch.size() == MESSAGES_AT_ONCE) {
                    tell(batch);
                    batch.removeAll();
                }
            }
        }
        tell(batch);
    }

    private static ObjectNode message(String id, Customer.Step step) {
        ObjectNode message = JSON.createObjectNode()
                .put("type", "track")
                .put("messageId", id + " " + step.at())
                .put("userId", id)
                .put("event", step.event())
                .put("timestamp", step.at().toString());
        ObjectNode properties = message.putObject("properties").put("amount", step.amount());
        if (step.productGroup() != null) {
            properties.put("product_group", step.productGroup());
        }
        return message;
    }

    private void tell(ArrayNode batch) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.set("batch", batch);
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/batch?wait=applied"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
    }

    CompletableFuture<Decided> decide(Call call, String userId, boolean dryRun) {
        ObjectNode body = JSON.createObjectNode()
                .put("userId", userId)
                .put("channel", call.channel())
                .put("locale", call.locale())
                .put("timeoutMs", 5_000)
                .put("dryRun", dryRun);
        call.placements().forEach(body.putArray("placements")::add);
        body.set("context", object(call.context()));
        body.set("consent", object(call.consent()));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/decide"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpBank::decided);
    }

    private static Decided decided(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        try {
            JsonNode answer = JSON.readTree(response.body());
            long ms = UUID.fromString(answer.get("decisionId").textValue()).getMostSignificantBits() >>> 16;
            List<Expected> answers = new ArrayList<>();
            for (JsonNode entry : answer.get("decisions")) {
                answers.add(new Expected(
                        entry.get("placement").textValue(),
                        text(entry, "action"),
                        text(entry, "fragment"),
                        entry.get("reason").textValue(),
                        entry.get("fallback").booleanValue()));
            }
            return new Decided(Instant.ofEpochMilli(ms), answer.get("degraded").booleanValue(), answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String text(JsonNode entry, String name) {
        return entry.hasNonNull(name) ? entry.get(name).textValue() : null;
    }

    private static void related(String key, String id, @Nullable Map<String, Object> attributes, StringBuilder rows) {
        if (attributes != null) {
            ObjectNode row = JSON.createObjectNode().put(key, "of-" + id);
            row.set("attributes", object(attributes));
            rows.append(row).append('\n');
        }
    }

    private static ObjectNode person(Customer customer) {
        ObjectNode row = JSON.createObjectNode().put("userId", customer.id());
        row.set("attributes", object(customer.attributes()));
        if (customer.household() != null) {
            row.put("household", "of-" + customer.id());
        }
        if (customer.company() != null) {
            row.put("company", "of-" + customer.id());
        }
        row.set("consent", object(customer.consent()));
        ArrayNode contacts = row.putArray("contacts");
        for (Customer.Met met : customer.contacts()) {
            contacts.addObject()
                    .put("action", met.action())
                    .put("outcome", met.outcome().word())
                    .put("at", met.at().toString())
                    .put("count", met.count());
        }
        return row;
    }

    private static ObjectNode object(Map<String, ?> values) {
        ObjectNode object = JSON.createObjectNode();
        values.forEach((name, value) -> {
            if (value instanceof Collection<?> words) {
                words.forEach(word -> object.withArray("/" + name).add((String) word));
            } else {
                object.set(name, JSON.valueToTree(value instanceof Instant ? value.toString() : value));
            }
        });
        return object;
    }
}
