package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestMixTest {

    private static final Target TARGET = Target.local(8080, "write-key");
    private static final Call DECIDE = Call.fixed(CallKind.DECIDE, "{\"userId\":\"c-1\"}", "c-1");
    private static final Call TOUCHPOINT = Call.touchpoint("c-2", "Page Viewed", "\"page\":\"/\"");
    private static final Call OUTCOME = Call.outcome("Kairos Click");

    private static RequestMix mix(String weights) {
        return new RequestMix(
                Weights.parse(weights),
                Map.of(
                        CallKind.DECIDE, List.of(DECIDE),
                        CallKind.TOUCHPOINT, List.of(TOUCHPOINT),
                        CallKind.OUTCOME, List.of(OUTCOME)),
                Protocol.HTTP_1_1,
                TARGET,
                0xabc);
    }

    @Test
    void aRequestIsWholeHttp() {
        String text = text(mix("decide=1").next());

        assertThat(text)
                .startsWith("POST /v1/decide HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
                .contains("\r\nAuthorization: Bearer write-key\r\n")
                .contains("\r\nContent-Length: 16\r\n\r\n{\"userId\":\"c-1\"}")
                .endsWith("}");
    }

    @Test
    void eachTouchpointHasAnIdOfItsOwn() throws IOException {
        RequestMix mix = mix("touchpoint=1");
        Set<String> ids = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            JsonNode body = body(mix.next());
            assertThat(body.at("/userId").asText()).isEqualTo("c-2");
            assertThat(body.at("/properties/page").asText()).isEqualTo("/");
            ids.add(body.at("/messageId").asText());
        }

        assertThat(ids).hasSize(1_000).contains("bench-0000000000000abc");
    }

    @Test
    void anOutcomeIsToldWithTheTokenOfItsOwnCustomersDecision() throws IOException {
        RequestMix mix = mix("decide=1,outcome=1");
        Request decide = new Request(DECIDE, ByteBuffer.wrap(DECIDE.body()));
        mix.decided(
                decide, answer("{\"decisions\":[{\"placement\":\"a\",\"token\":\"AQGZ_v-x\"},{\"token\":\"other\"}]}"));
        mix.decided(new Request(TOUCHPOINT, ByteBuffer.wrap(TOUCHPOINT.body())), answer("{\"token\":\"T2\"}"));

        JsonNode first = nextOutcome(mix);
        JsonNode second = nextOutcome(mix);

        assertThat(first.at("/userId").asText()).isEqualTo("c-1");
        assertThat(first.at("/properties/token").asText()).isEqualTo("AQGZ_v-x");
        assertThat(first.at("/event").asText()).isEqualTo("Kairos Click");
        assertThat(second.at("/userId").asText()).isEqualTo("c-2");
        assertThat(second.at("/properties/token").asText()).isEqualTo("T2");
    }

    @Test
    void withoutATokenADecisionIsSentInstead() {
        RequestMix mix = mix("decide=1,outcome=1");

        for (int i = 0; i < 100; i++) {
            assertThat(mix.next().kind()).isEqualTo(CallKind.DECIDE);
        }
    }

    @Test
    void answersThatHoldNoTokenOrOneCutOffOrTooLongGiveNone() {
        RequestMix mix = mix("decide=1,outcome=1");
        Request decide = new Request(DECIDE, ByteBuffer.wrap(DECIDE.body()));

        mix.decided(decide, answer(""));
        mix.decided(decide, answer("{}"));
        mix.decided(decide, answer("{\"token\":\""));
        mix.decided(decide, answer("{\"token\":\"abc"));
        mix.decided(decide, answer("{\"token\":\"" + "x".repeat(10_000) + "\"}"));

        for (int i = 0; i < 100; i++) {
            assertThat(mix.next().kind()).isEqualTo(CallKind.DECIDE);
        }
    }

    @Test
    void twoMixesAreTheSame() {
        RequestMix one = mix("decide=3,touchpoint=2");
        RequestMix other = mix("decide=3,touchpoint=2");

        for (int i = 0; i < 1_000; i++) {
            assertThat(text(one.next())).isEqualTo(text(other.next()));
        }
    }

    private static JsonNode nextOutcome(RequestMix mix) throws IOException {
        while (true) {
            Request request = mix.next();
            if (request.kind() == CallKind.OUTCOME) {
                return body(request);
            }
        }
    }

    private static JsonNode body(Request request) throws IOException {
        String text = text(request);
        return new ObjectMapper().readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
    }

    private static String text(Request request) {
        byte[] bytes = new byte[request.bytes().limit()];
        request.bytes().get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Answer answer(String body) {
        byte[] bytes = ("HTTP " + body).getBytes(StandardCharsets.UTF_8);
        return new Answer().set(200, ByteBuffer.wrap(bytes), 5, bytes.length);
    }
}
