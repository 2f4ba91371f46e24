package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void writesEachKindOfValue() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "a\"b\\c\n\u0001é");
        object.put("numbers", List.of(1, 2L, 2.5, new BigDecimal("129.95")));
        object.put("array", new Object[] {true, null, 'c'});
        object.put("enum", Outcome.CLICK);
        object.put("time", Instant.EPOCH);
        object.put("uuid", new UUID(0, 1));

        assertThat(JsonWriter.write(object))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\u000a\\u0001é\",\"numbers\":[1,2,2.5,129.95],"
                        + "\"array\":[true,null,\"c\"],\"enum\":\"CLICK\",\"time\":\"1970-01-01T00:00:00Z\","
                        + "\"uuid\":\"00000000-0000-0000-0000-000000000001\"}");
    }

    @Test
    void hasNoValueForInfinities() {
        assertThat(JsonWriter.write(List.of(Double.NaN, Float.POSITIVE_INFINITY)))
                .isEqualTo("[null,null]");
    }

    @Test
    void refusesWhatJsonHasNoFormFor() {
        assertThatThrownBy(() -> JsonWriter.write(Map.of("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void refusesWhatContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatThrownBy(() -> JsonWriter.write(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void writesWhatItsReaderReads() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            Object value = random(random, 3);

            assertThat(JsonReader.read(JsonWriter.write(value))).isEqualTo(value);
        }
    }

    private static Object random(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextGaussian();
            case 2 -> random.nextBoolean();
            case 3 ->
                random.ints(random.nextInt(8), 0, 0x3000)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            case 4 -> List.of(random(random, depth - 1), random(random, depth - 1));
            default -> Map.of("a" + random.nextInt(), random(random, depth - 1));
        };
    }
}
