package dev.kairos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for customers who are shown different things, so that what the demo prints can be tried and is worth it. */
final class DemoTries {

    private static final int WANTED = 3;
    private static final int MOST_CUSTOMERS = 500;
    private static final int MOST_PLACEMENTS = 2;

    private final int port;
    private final LocalCalls calls;
    private final List<String> placements;
    private final int customers;

    DemoTries(int port, Catalogue catalogue, int customers) {
        this.port = port;
        this.calls = new LocalCalls(port);
        this.placements = catalogue.placements().stream()
                .limit(MOST_PLACEMENTS)
                .map(Placement::id)
                .toList();
        this.customers = customers;
    }

    /** Lines to print: for each try what it will show, and the command. */
    List<String> find() {
        Map<String, String> customerByShown = new LinkedHashMap<>();
        for (int i = 1; i <= Math.min(customers, MOST_CUSTOMERS) && customerByShown.size() < WANTED; i++) {
            ObjectNode request = request(DemoCustomers.id(i));
            request.put("dryRun", true).put("timeoutMs", 2_000);
            LocalCalls.Answer answer = calls.decide(request);
            if (answer.status() == 200) {
                customerByShown.putIfAbsent(
                        shown(answer.body().path("decisions").path(0)), DemoCustomers.id(i));
            }
        }
        List<String> lines = new ArrayList<>();
        customerByShown.forEach((shown, customer) -> {
            boolean last = customerByShown.size() == WANTED && lines.size() == (WANTED - 1) * 3;
            ObjectNode request = request(customer);
            if (last) {
                request.put("explain", true);
            }
            lines.add("");
            lines.add("# " + customer + " is shown " + shown + (last ? "; and why:" : ""));
            lines.add(command(request));
        });
        return lines;
    }

    private ObjectNode request(String customer) {
        ObjectNode request = LocalCalls.JSON.createObjectNode();
        request.put("userId", customer).put("channel", "web");
        placements.forEach(request.putArray("placements")::add);
        return request;
    }

    private String shown(JsonNode decision) {
        String action = decision.path("action").asText("");
        String fragment = decision.path("fragment").asText("");
        String what = action.isEmpty() ? "the fallback" : action;
        return what + " (" + fragment + ") at " + placements.get(0);
    }

    private String command(ObjectNode request) {
        return "curl -s -w '\\n' http://127.0.0.1:" + port + "/v1/decide -H 'Content-Type: application/json' -d '"
                + request + "'";
    }
}
