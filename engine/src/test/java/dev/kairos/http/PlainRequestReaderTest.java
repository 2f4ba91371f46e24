package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.decision.DecideRequest;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain reader takes what the full reader takes, as it does, or nothing at all. */
class PlainRequestReaderTest {

    private static final String PLAIN = """
            { "userId": "c-42", "anonymousId": null, "channel": "web", "locale": "de-CH",
              "placements": ["home.hero", "side"], "timeoutMs": 50, "explain": false, "dryRun": true,
              "context": { "theTEXT": "/checkout?a=b", "theKEYWORD": "gold", "theBOOLEAN": true, "theINT": -12,
                           "theLONG": 123456789012345678, "theDECIMAL": 129.95, "other": "x", "more": 1.5, "no": null } }
            """;

    private final Schema schema = new Schema(Arrays.stream(AttributeType.values())
            .map(type -> Attribute.of("the" + type, Scope.CONTEXT, type))
            .toList());
    private final Catalogue catalogue =
            new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());
    private final DecideRequestReader full = new DecideRequestReader(schema, catalogue, DecideLimits.DEFAULT);
    private final PlainRequestReader plain =
            new PlainRequestReader(schema, DecideLimits.DEFAULT.maxTimeout().toMillis());
    private final DecideRequest request = new DecideRequest(schema, catalogue);

    @Test
    void readsACallAsTheFullReaderDoes() {
        assertThat(isPlain(PLAIN)).isTrue();
        assertThat(byPlain(PLAIN)).isEqualTo(byFull(PLAIN)).contains("129.95", "/checkout?a=b", "de-CH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "0.5",
                "-0.25",
                "129.95",
                "0.1",
                "0.3",
                "123456.789",
                "9007199254740992",
                "1.10",
                "0.000000000000001",
                "3.141592653589793",
                "100000000000000.5",
                "2147483647",
                "-2147483648"
            })
    void readsNumbersToTheLastBit(String number) {
        String body = body("theDECIMAL", number);

        assertThat(isPlain(body)).isTrue();
        assertThat(byPlain(body)).isEqualTo(byFull(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0",
                "-0.0",
                "01",
                "1.",
                ".5",
                "1e3",
                "+1",
                "--1",
                "1-",
                "0x1",
                "NaN",
                "9007199254740993",
                "1.2.3",
                "1234567890123456789",
                "0.1234567890123456",
                "\"1\"",
                "true",
                "tru",
                "nul",
                "[1]",
                "{}",
                ""
            })
    void leavesOtherNumbersToTheFullReader(String number) {
        assertThat(isPlain(body("theDECIMAL", number))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"]",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"]}\u0000",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"]} x",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\",]}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[]}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\",\"a\"]}",
                "{\"userId\":\"c\",\"channel\":\"web\"}",
                "{\"userId\":\"c\",\"placements\":[\"a\"]}",
                "{\"channel\":\"web\",\"placements\":[\"a\"]}",
                "{\"userId\":\"c\",\"userId\":\"d\",\"channel\":\"web\",\"placements\":[\"a\"]}",
                "{\"userID\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"]}",
                "{\"userId\":\"\\u0063\",\"channel\":\"web\",\"placements\":[\"a\"]}",
                "{\"userId\":\"ç\",\"channel\":\"web\",\"placements\":[\"a\"]}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],\"timeoutMs\":0}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],\"consent\":{}}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],\"context\":{\"theINT\":1,\"theINT\":2}}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],\"context\":{\"theINT\":4294967296}}",
                "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],\"context\":{\"theKEYWORDS\":[\"a\"]}}"
            })
    void leavesWhatIsWrongOrUnusualToTheFullReader(String body) {
        assertThat(isPlain(body)).isFalse();
    }

    @Test
    void neverDiffersFromTheFullReader() {
        Random random = new Random(7);
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            String body = mutated(random);
            if (isPlain(body)) {
                accepted++;
                assertThat(byPlain(body)).as(body).isEqualTo(byFull(body));
            }
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    /** A valid call in any order of members, with up to three bytes changed, taken out or put in twice. */
    private static String mutated(Random random) {
        List<String> fields = new ArrayList<>(List.of(
                "\"theINT\":" + random.nextInt(),
                "\"theLONG\":" + random.nextLong() / (1 + random.nextInt(1_000)),
                "\"theDECIMAL\":" + random.nextInt(2_000) / 16.0,
                "\"theKEYWORD\":\"w" + random.nextInt(9) + "\"",
                "\"theBOOLEAN\":" + random.nextBoolean(),
                "\"other\" : null"));
        Collections.shuffle(fields, random);
        List<String> members = new ArrayList<>(List.of(
                "\"userId\":\"c-" + random.nextInt(100) + "\"",
                "\"channel\": \"web\"",
                "\"placements\":[\"a\" , \"b" + random.nextInt(3) + "\"]",
                "\"timeoutMs\":" + (1 + random.nextInt(900)),
                "\"explain\":" + random.nextBoolean(),
                "\"context\":{" + String.join(",", fields.subList(0, random.nextInt(fields.size()))) + "}"));
        Collections.shuffle(members, random);
        StringBuilder body = new StringBuilder("{" + String.join(",", members) + "}");
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(3)) {
                case 0 -> body.setCharAt(at, "{}[]\",:-.0e\\ \tnx".charAt(random.nextInt(16)));
                case 1 -> body.deleteCharAt(at);
                default -> body.insert(at, body.charAt(at));
            }
        }
        return body.toString();
    }

    private boolean isPlain(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        request.clear();
        return plain.read(bytes, 0, bytes.length, request);
    }

    private String byPlain(String body) {
        assertThat(isPlain(body)).isTrue();
        return state();
    }

    private String byFull(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        request.clear();
        full.readAny(bytes, 0, bytes.length, request);
        return state();
    }

    private String state() {
        List<Object> all = new ArrayList<>(Arrays.asList(
                request.userId(),
                request.anonymousId(),
                request.channel(),
                request.locale(),
                request.timeoutNanos(),
                request.explain(),
                request.dryRun()));
        all.addAll(request.placements());
        for (int i = 0; i < request.contextSize(); i++) {
            Object value = request.contextValue(i);
            all.add(value == null ? "-" : value.getClass().getSimpleName() + " " + value);
        }
        return all.toString();
    }

    private static String body(String field, String value) {
        return "{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"a\"],\"context\":{\"" + field + "\":" + value
                + "}}";
    }
}
