package dev.kairos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kairos.catalogue.Placement;
import dev.kairos.pack.Pack;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies of calls as a pack's channels will send them: for customers who are there and such who are not. */
final class WarmupCalls {

    private static final int DIFFERENT = 256;

    private final JsonMapper json = new JsonMapper();
    private final Pack pack;
    private final List<String> userIds;
    private final List<String> placements;
    private final byte[][] decides = new byte[DIFFERENT][];
    private final byte[][] flags = new byte[DIFFERENT][];

    /** @param userIds of people in the store, which may be none */
    WarmupCalls(Pack pack, List<String> userIds) {
        this.pack = pack;
        this.userIds = userIds;
        placements = pack.catalogue().placements().stream().map(Placement::id).toList();
        for (int i = 0; i < DIFFERENT; i++) {
            decides[i] = bytes(decide(i));
            flags[i] = bytes(flag(i));
        }
    }

    /** For {@code POST /v1/decide}. */
    byte[] decide(long number, boolean explain) {
        int index = (int) (number % DIFFERENT);
        if (!explain) {
            return decides[index];
        }
        Map<String, Object> call = decide(index);
        call.put("explain", true);
        return bytes(call);
    }

    /** For OFREP. */
    byte[] flags(long number) {
        return flags[(int) (number % DIFFERENT)];
    }

    private Map<String, Object> decide(int number) {
        Map<String, Object> call = new LinkedHashMap<>();
        if (number % 8 == 0) {
            call.put("anonymousId", "warm-up-" + number);
        } else {
            call.put("userId", userId(number));
        }
        call.put("channel", "web");
        call.put("placements", some(number));
        if (number % 4 > 0) {
            call.put("context", context(number));
        }
        return call;
    }

    private Map<String, Object> flag(int number) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("targetingKey", userId(number));
        context.put("placements", some(number));
        context.put("dryRun", true);
        return Map.of("context", context);
    }

    private String userId(int number) {
        return userIds.isEmpty() || number % 8 == 1 ? "warm-up-" + number : userIds.get(number % userIds.size());
    }

    private List<String> some(int number) {
        return placements.subList(0, Math.min(placements.size(), 1 + number % 3));
    }

    private Map<String, Object> context(int number) {
        Map<String, Object> context = new LinkedHashMap<>();
        for (Attribute field : pack.schema().of(Scope.CONTEXT)) {
            context.put(field.name(), value(field.type(), number));
        }
        return context;
    }

    private static Object value(AttributeType type, int number) {
        return switch (type) {
            case KEYWORD, TEXT -> "warm-up";
            case KEYWORDS -> List.of("warm-up");
            case BOOLEAN -> number % 2 == 0;
            case INT, LONG -> number;
            case DECIMAL -> number / 4.0;
            case INSTANT -> Instant.EPOCH.toString();
        };
    }

    private byte[] bytes(Map<String, Object> call) {
        try {
            return json.writeValueAsBytes(call);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a call of the warm-up cannot be written", e);
        }
    }
}
