package dev.kairos.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.decision.DecideRequest;
import dev.kairos.mistake.Nearest;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/decide} straight into a {@link DecideRequest}, without a tree in between. For one
 * event loop and one pack version.
 *
 * <p>A member that the contract does not know is refused, since a misspelt {@code timeoutMs} must not pass unnoticed; a
 * context field that the schema does not know is passed over, since a page may tell more than a pack asks for.
 */
public final class DecideRequestReader {

    static final int MAX_ID_BYTES = 256;
    static final int MAX_CHANNEL_CHARS = 64;
    static final int MAX_LOCALE_CHARS = 35;
    static final int MAX_PLACEMENTS = 64;
    static final int MAX_PLACEMENT_CHARS = 128;

    private static final int MAX_DEPTH = 32;
    private static final List<String> MEMBERS = List.of(
            "userId",
            "anonymousId",
            "channel",
            "locale",
            "placements",
            "context",
            "consent",
            "tcf",
            "timeoutMs",
            "explain",
            "dryRun");

    /** A bit for each of them. */
    static final Map<String, Integer> MEMBER_BITS = new HashMap<>();

    static {
        MEMBERS.forEach(name -> MEMBER_BITS.put(name, 1 << MEMBER_BITS.size()));
    }

    static final Problem NOT_UTF8 = Problem.unreadable("The body is not UTF-8.");

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(1_024)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private final PlainRequestReader plain;
    private final ContextReader context;
    private final ConsentReader consent;
    private final long defaultTimeoutNanos;
    private final long maxTimeoutMs;

    /** The bits of the members that were there. */
    private int seen;

    public DecideRequestReader(Schema schema, Catalogue catalogue, DecideLimits limits) {
        context = new ContextReader(schema);
        consent = new ConsentReader(catalogue, "/consent");
        defaultTimeoutNanos = limits.defaultTimeout().toNanos();
        maxTimeoutMs = limits.maxTimeout().toMillis();
        plain = new PlainRequestReader(schema, maxTimeoutMs);
    }

    /**
     * @throws Problem 400 when the bytes are no JSON object, 422 with a pointer when a member is missing, unknown or of
     *     the wrong kind
     */
    public void read(byte[] body, int offset, int length, DecideRequest into) {
        begin(into);
        if (!plain.read(body, offset, length, into)) {
            begin(into);
            readAny(body, offset, length, into);
        }
    }

    private void begin(DecideRequest into) {
        into.clear();
        into.timeoutNanos(defaultTimeoutNanos);
    }

    /** Any body, whatever is wrong with it. */
    void readAny(byte[] body, int offset, int length, DecideRequest into) {
        seen = 0;
        if (!Utf8.isValid(body, offset, length)) {
            throw NOT_UTF8;
        }
        try (JsonParser json = JSON.createParser(body, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.unreadable("The body must be a JSON object.", "");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                readMember(json, into);
            }
            if (json.nextToken() != null) {
                throw Problem.unreadable("Something follows the JSON object.", "");
            }
        } catch (JsonProcessingException malformed) {
            throw Problem.unreadable(BadJson.describe(malformed));
        } catch (IOException malformed) {
            throw Problem.unreadable("The body is no valid UTF-8 JSON.");
        }
        checkComplete(into);
    }

    private void readMember(JsonParser json, DecideRequest into) throws IOException {
        String name = json.currentName();
        once(name);
        json.nextToken();
        switch (name) {
            case "userId" -> into.identify(id(json, "/userId"), into.anonymousId());
            case "anonymousId" -> into.identify(into.userId(), id(json, "/anonymousId"));
            case "channel" -> into.channel(text(json, "/channel", MAX_CHANNEL_CHARS));
            case "locale" -> into.locale(locale(json, "/locale"));
            case "placements" -> readPlacements(json, "/placements", into);
            case "context" -> context.read(json, into);
            case "consent" -> consent.read(json, into);
            case "tcf" -> into.tcf(tcf(json, "/tcf"));
            case "timeoutMs" -> into.timeoutNanos(timeoutNanos(json, "/timeoutMs", defaultTimeoutNanos, maxTimeoutMs));
            case "explain" -> into.explain(bool(json, "/explain"));
            case "dryRun" -> into.dryRun(bool(json, "/dryRun"));
            default -> throw new AssertionError("checked by once()");
        }
    }

    private void once(String name) {
        Integer member = MEMBER_BITS.get(name);
        if (member == null) {
            String hint = Nearest.hint(name, MEMBERS);
            throw Problem.notValid(
                    "Unknown member" + (hint == null ? "." : "; " + hint), "/" + JsonPointers.escape(name));
        }
        if ((seen & member) != 0) {
            throw Problem.unreadable("The member is there twice.", "/" + name);
        }
        seen |= member;
    }

    private static void checkComplete(DecideRequest request) {
        if (request.userId() == null && request.anonymousId() == null) {
            throw Problem.notValid("A userId or an anonymousId is required.", "/userId");
        }
        if (request.channel().isEmpty()) {
            throw Problem.notValid("A channel is required, such as \"web\".", "/channel");
        }
        if (request.placements().isEmpty()) {
            throw Problem.notValid("At least one placement is required.", "/placements");
        }
    }

    static @Nullable String id(JsonParser json, String pointer) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String id = text(json, pointer, MAX_ID_BYTES);
        if (id.length() > MAX_ID_BYTES / 3 && id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            throw Problem.notValid("At most " + MAX_ID_BYTES + " bytes of UTF-8.", pointer);
        }
        return id;
    }

    static String text(JsonParser json, String pointer, int maxChars) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problem.notValid("Must be a string.", pointer);
        }
        int length = json.getTextLength();
        if (length == 0 || length > maxChars) {
            throw Problem.notValid("Must have 1 to " + maxChars + " characters.", pointer);
        }
        return json.getText();
    }

    static @Nullable String locale(JsonParser json, String pointer) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String tag = text(json, pointer, MAX_LOCALE_CHARS);
        if (!isLocale(tag)) {
            throw Problem.notValid("Must be a language tag such as \"de-CH\".", pointer);
        }
        return tag;
    }

    static boolean isLocale(String tag) {
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (c != '-' && (c > 'z' || !Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return true;
    }

    static void readPlacements(JsonParser json, String pointer, DecideRequest into) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.notValid("Must be an array of placement ids.", pointer);
        }
        List<String> placements = into.placements();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String item = pointer + "/" + placements.size();
            if (placements.size() == MAX_PLACEMENTS) {
                throw Problem.notValid("At most " + MAX_PLACEMENTS + " placements in a call.", pointer);
            }
            String placement = text(json, item, MAX_PLACEMENT_CHARS);
            if (placements.contains(placement)) {
                throw Problem.notValid("The placement is asked for twice.", item);
            }
            placements.add(placement);
        }
    }

    static @Nullable String tcf(JsonParser json, String pointer) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default -> throw Problem.notValid("Must be a string.", pointer);
        };
    }

    static long timeoutNanos(JsonParser json, String pointer, long defaultNanos, long maxTimeoutMs) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return defaultNanos;
        }
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() != JsonParser.NumberType.INT
                || json.getIntValue() < 1
                || json.getIntValue() > maxTimeoutMs) {
            throw Problem.notValid("Must be a whole number from 1 to " + maxTimeoutMs + ".", pointer);
        }
        return TimeUnit.MILLISECONDS.toNanos(json.getIntValue());
    }

    static boolean bool(JsonParser json, String pointer) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw Problem.notValid("Must be true or false.", pointer);
        };
    }
}
