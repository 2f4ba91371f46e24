package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    private final JsonBytes json = new JsonBytes();

    @Test
    void anyStringComesBackFromAJsonParser() throws Exception {
        Random random = new Random(7);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(40), 0, i % 2 == 0 ? 0x7f : 0xd800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            json.clear();

            json.string(text);

            assertThat(mapper.readValue(written(), String.class)).isEqualTo(text);
        }
    }

    @Test
    void aLoneSurrogateDoesNotBreakTheDocument() {
        json.string("a\ud800b");

        assertThat(new String(written(), StandardCharsets.UTF_8)).isEqualTo("\"a?b\"");
    }

    @Test
    void writesUuidsAndBase64UrlAsTheJdkDoes() {
        Random random = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            byte[] bytes = new byte[random.nextInt(70)];
            random.nextBytes(bytes);
            json.clear();

            json.uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits())
                    .base64Url(bytes, 0, bytes.length);

            assertThat(new String(written(), StandardCharsets.US_ASCII))
                    .isEqualTo("\"" + uuid + "\""
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
    }

    private byte[] written() {
        return Arrays.copyOf(json.array(), json.length());
    }
}
