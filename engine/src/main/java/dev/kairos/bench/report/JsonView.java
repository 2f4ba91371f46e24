package dev.kairos.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in a JSON file. It knows which, so that what is wrong with it is said with file and pointer. A member that is
 * null counts as missing.
 */
final class JsonView {

    private static final int LONGEST_TEXT_CHARS = 10_000;
    /** So many small objects fit into the launcher's heap. */
    private static final long MOST_TOKENS = 2_500_000;

    private static final JsonMapper MAPPER = mapper();

    private final String file;
    private final String pointer;
    private final JsonNode node;

    private JsonView(String file, String pointer, JsonNode node) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(50)
                        .maxTokenCount(MOST_TOKENS)
                        .build());
        return mapper;
    }

    /** @throws ReportException when it is larger, cannot be read, or is no JSON */
    static JsonView read(Path file, long maxBytes) {
        return parse(Folder.bytes(file, maxBytes), file.getFileName().toString());
    }

    /** @param name what to call it in mistakes */
    static JsonView parse(byte[] json, String name) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new ReportException(name + " is empty");
            }
            return new JsonView(name, "", node);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new ReportException(
                    name + " is not JSON, or it is cut off" + where + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ReportException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    ReportException mistake(String what) {
        return new ReportException(file + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + what);
    }

    boolean has(String member) {
        return node.hasNonNull(member);
    }

    /** The member, which has to be there. */
    JsonView at(String member) {
        if (!node.isObject()) {
            throw mistake("is no object");
        }
        if (!has(member)) {
            throw mistake("has no \"" + member + "\"");
        }
        return child(member);
    }

    /** The member, or one that is missing itself: it has no members and no elements. */
    JsonView maybe(String member) {
        return has(member) ? child(member) : new JsonView(file, pointer + "/" + member, MissingNode.getInstance());
    }

    private JsonView child(String member) {
        return new JsonView(file, pointer + "/" + member, node.get(member));
    }

    List<JsonView> elements() {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw mistake("is no list");
        }
        List<JsonView> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JsonView(file, pointer + "/" + i, node.get(i)));
        }
        return elements;
    }

    Map<String, JsonView> members() {
        Map<String, JsonView> members = new LinkedHashMap<>();
        if (!node.isMissingNode() && !node.isObject()) {
            throw mistake("is no object");
        }
        node.properties().forEach(member -> members.put(member.getKey(), child(member.getKey())));
        return members;
    }

    String text(String member) {
        JsonView text = at(member);
        if (!text.node.isTextual()) {
            throw text.mistake("is no text");
        }
        return text.shown();
    }

    String text(String member, String otherwise) {
        return has(member) ? text(member) : otherwise;
    }

    /** Finite. */
    double number(String member) {
        return at(member).number();
    }

    double number(String member, double otherwise) {
        return has(member) ? number(member) : otherwise;
    }

    double number() {
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!Double.isFinite(value)) {
            throw mistake("is no finite number");
        }
        return value;
    }

    /** A count, a rate, a time: finite and not negative. */
    double amount(String member) {
        double value = number(member);
        if (value < 0) {
            throw at(member).mistake("is negative");
        }
        return value;
    }

    double amount(String member, double otherwise) {
        return has(member) ? amount(member) : otherwise;
    }

    boolean isNumber() {
        return node.isNumber();
    }

    boolean isObject() {
        return node.isObject();
    }

    boolean isList() {
        return node.isArray();
    }

    boolean flag(String member) {
        return has(member) && at(member).node.asBoolean();
    }

    /** Any value as a text to show; a list with commas. */
    String shown() {
        String text;
        if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            elements().forEach(element -> parts.add(element.shown()));
            text = String.join(", ", parts);
        } else {
            text = node.isValueNode() ? node.asText() : node.toString();
        }
        return text.length() > LONGEST_TEXT_CHARS ? text.substring(0, LONGEST_TEXT_CHARS) + " …" : text;
    }
}
