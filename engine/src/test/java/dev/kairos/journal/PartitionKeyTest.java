package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionKeyTest {

    @Test
    void isTheSameForTextAndForItsUtf8() {
        for (String id : List.of("", "c-42", "zoë", "日本", "\uD83D\uDE00x", "\uD800", "x".repeat(500))) {
            byte[] padded = ("?" + id + "?").getBytes(StandardCharsets.UTF_8);
            assertThat(PartitionKey.of('p', padded, 1, padded.length - 1)).isEqualTo(PartitionKey.of('p', id));
        }
    }

    @Test
    void stays() {
        assertThat(PartitionKey.of('p', "c-42")).isEqualTo(0x1601c8d000b51b52L);
        assertThat(PartitionKey.of('a', "日本")).isEqualTo(0xbc97b8355ed5999eL);
    }

    @Test
    void tellsKindsAndIdsApart() {
        Set<Long> keys = new HashSet<>();
        for (char kind : "pahc".toCharArray()) {
            for (int i = 0; i < 50_000; i++) {
                assertThat(keys.add(PartitionKey.of(kind, "c-" + i))).isTrue();
            }
        }
        assertThat(keys).doesNotContain(PartitionKey.NONE);
    }
}
