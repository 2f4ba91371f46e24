package dev.kairos.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Throws damaged bodies at the readers: each must be read or refused, and what is read must survive the journal's bytes.
 * Longer with {@code -Dkairos.fuzz.rounds=1000000}.
 */
class ReaderFuzzTest {

    private static final int ROUNDS = Integer.getInteger("kairos.fuzz.rounds", 40_000);
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "null",
        "true",
        "1e999",
        "-",
        "\\ud800",
        "\\u0000",
        "\"batch\":",
        "\"userId\":",
        "\"type\":\"track\",",
        "\"context\":{",
        "\"consent\":{\"a\":",
        "\"properties\":{",
        "9".repeat(40)
    };

    private final TouchpointCodec codec = new TouchpointCodec();

    @Test
    void survivesDamagedEventsOfTheSegmentFamily() {
        List<String> seeds = List.of(
                """
                {"batch":[{"type":"track","event":"Order","userId":"c-42","properties":{"a":[1,{"b":null}],"c":{"d":"é"}},
                "timestamp":"2026-03-08T19:59:50.000Z","messageId":"m","context":{"traits":{"x":1},"consent":
                {"categoryPreferences":{"Ads":true},"tcString":"CPX"}},"consent":{"m":{"status":"denied","at":
                "2026-03-08","evidence":"e"}}}],"sentAt":"2026-03-08T20:00:00Z","writeKey":"k","context":{"a":1}}""",
                "{\"type\":\"group\",\"userId\":1,\"groupId\":\"g\",\"traits\":{\"a\":[[]]}}",
                "[{\"type\":\"alias\",\"userId\":\"u\",\"previousId\":\"p\"}]");
        Random random = new Random(41);

        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = damaged(seeds.get(i % seeds.size()), random);
            check(SegmentReader.read(body, body.length, Delivery.at(Readings.NOW)));
        }
    }

    @Test
    void survivesDamagedCloudEvents() {
        String seed =
                "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"identify\",\"subject\":\"u\","
                        + "\"time\":\"2026-03-08T20:00:00Z\",\"data\":{\"traits\":{\"a\":1}}},{\"specversion\":\"1.0\",\"id\":\"2\","
                        + "\"source\":\"/s\",\"type\":\"t\",\"userid\":\"u\",\"data_base64\":\"eyJhIjpbMV19\"}]";
        Delivery delivery = new Delivery(
                Readings.NOW, null, null, false, false, Map.of("content-type", "application/cloudevents-batch+json"));
        Random random = new Random(43);

        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = damaged(seed, random);
            check(CloudEventReader.read(body, body.length, delivery));
        }
    }

    @Test
    void survivesBytesOfChance() {
        Random random = new Random(47);
        byte[] body = new byte[100];

        for (int i = 0; i < ROUNDS / 4; i++) {
            random.nextBytes(body);
            body[0] = (byte) (i % 2 == 0 ? '{' : '[');
            check(SegmentReader.read(body, random.nextInt(body.length), Delivery.at(Readings.NOW)));
        }
    }

    private static byte[] damaged(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = 1 + random.nextInt(4); i > 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private void check(Reading reading) {
        if (reading instanceof Reading.Refused refused) {
            assertThat(refused.detail()).doesNotContain("com.fasterxml", "java.");
            return;
        }
        for (Touchpoint touchpoint : ((Reading.Rows) reading).good()) {
            byte[] bytes = codec.encode(touchpoint, 0);
            Touchpoint decoded = codec.decode(bytes, 0, bytes.length);
            assertThat(decoded.contents().properties())
                    .isEqualTo(touchpoint.contents().properties());
            assertThat(codec.encode(decoded, 0)).isEqualTo(bytes);
        }
    }
}
