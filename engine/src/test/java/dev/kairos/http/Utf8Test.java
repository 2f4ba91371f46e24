package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void agreesWithTheJdkOnEveryCharacterAndOnRandomBytes() {
        Random random = new Random(7);
        for (int codePoint = 0; codePoint < 0x11_0000; codePoint++) {
            if (codePoint < 0xd800 || codePoint > 0xdfff) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                assertThat(Utf8.isValid(bytes, 0, bytes.length)).isTrue();
            }
        }
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            random.nextBytes(bytes);
            bytes[0] |= (byte) (random.nextInt(4) == 0 ? 0 : 0xc0);
            for (int j = 1; j < bytes.length; j++) {
                bytes[j] = random.nextInt(5) == 0 ? bytes[j] : (byte) (0x80 | bytes[j] & 0x3f);
            }

            assertThat(Utf8.isValid(bytes, 0, bytes.length))
                    .as("%s", ByteBuffer.wrap(bytes))
                    .isEqualTo(jdk(bytes));
        }
    }

    @Test
    void looksOnlyAtItsPart() {
        assertThat(Utf8.isValid(new byte[] {-1, 'a', -1}, 1, 1)).isTrue();
        assertThat(Utf8.isValid(new byte[] {'a', (byte) 0xc3, (byte) 0xa9}, 0, 2))
                .isFalse();
        assertThat(Utf8.isValid(new byte[0], 0, 0)).isTrue();
    }

    private static boolean jdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }
}
