package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsEachKindOfValue() {
        Object read = JsonReader.read(
                " {\"a\": [1, -2.5, 1e3, 9223372036854775807], \"b\": {\"c\": null, \"d\": true, \"e\": false}, \"f\":[] , \"g\":{}} ");

        Map<String, Object> b = new java.util.HashMap<>();
        b.put("c", null);
        b.put("d", true);
        b.put("e", false);
        assertThat(read)
                .isEqualTo(
                        Map.of("a", List.of(1L, -2.5, 1000.0, Long.MAX_VALUE), "b", b, "f", List.of(), "g", Map.of()));
    }

    @Test
    void readsEscapes() {
        assertThat(JsonReader.read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00é\""))
                .isEqualTo("a\"\\/\b\f\n\r\té😀é");
    }

    @Test
    void takesWhatIsTooLargeForALongAsADouble() {
        assertThat(JsonReader.read("92233720368547758080")).isEqualTo(9.223372036854776E19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{a:1}",
                "[1,]",
                "[1 2]",
                "tru",
                "nul",
                "True",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "0x1",
                "NaN",
                "Infinity",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u00G0\"",
                "\"\\u１234\"",
                "\"\n\"",
                "\"\u0000\"",
                "[]]",
                "{} {}",
                "'a'",
                "/**/1",
                "[1}",
                "\uFEFF1"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNestedTooDeepBeforeTheStackEnds() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> JsonReader.read(deep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deep");
    }

    /** Whatever comes in, it is read or refused. */
    @Test
    void throwsNothingElseAtDamage() {
        Random random = new Random(7);
        String good = "{\"decisionId\":\"0199\\u00e9\",\"n\":[1.5e3,-2,true,null],\"o\":{\"p\":\"q\"}}";

        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(good);
            for (int j = 0; j < 1 + random.nextInt(3); j++) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(0x80));
            }
            damaged.setLength(random.nextInt(damaged.length() + 1));
            try {
                JsonReader.read(damaged.toString());
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s).*(not expected|too early).*");
            }
        }
    }
}
