package dev.kairos.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTokenTest {

    @Test
    void readsWhatAnAnswerCarried() {
        SlotToken token = new SlotToken(new UUID(0x0199_0000_0000_0001L, -3), 200, "gold-upgrade");

        assertThat(SlotToken.parse(token.toString())).isEqualTo(token);
    }

    @Test
    void aFallbackHasNoAction() {
        SlotToken token = new SlotToken(new UUID(1, 2), 0, "");

        assertThat(SlotToken.parse(token.toString())).isEqualTo(token);
    }

    @Test
    void cutsAnActionThatIsTooLong() {
        SlotToken token = new SlotToken(new UUID(1, 2), 0, "x".repeat(300));

        SlotToken parsed = SlotToken.parse(token.toString());

        assertThat(parsed).isNotNull();
        assertThat(parsed.action()).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AQ", "not base64!", "AQAAAAAAAAAAAAAAAAAAAAA", "é", "====", "AgAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesWhatIsNoToken(String text) {
        assertThat(SlotToken.parse(text)).isNull();
    }

    @Test
    void refusesAnActionThatIsNoVisibleAscii() {
        byte[] bytes = Base64.getUrlDecoder().decode(new SlotToken(new UUID(1, 2), 0, "ab").toString());
        bytes[18] = '\n';

        assertThat(SlotToken.parse(Base64.getUrlEncoder().encodeToString(bytes)))
                .isNull();
    }

    @Test
    void refusesATextThatIsTooLongToBeOne() {
        assertThat(SlotToken.parse("A".repeat(1 << 20))).isNull();
    }
}
