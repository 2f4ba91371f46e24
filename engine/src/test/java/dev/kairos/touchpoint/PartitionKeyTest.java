package dev.kairos.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.profile.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionKeyTest {

    @Test
    void isThatOfTheUserWhenThereIsOne() {
        assertThat(PartitionKey.of(new Who("c-42", "a-1", null, null))).isEqualTo(PartitionKey.ofUser("c-42"));
        assertThat(PartitionKey.of(Who.anonymous("a-1"))).isEqualTo(PartitionKey.ofAnonymous("a-1"));
        assertThat(PartitionKey.of(Kind.PERSON, "c-42")).isEqualTo(PartitionKey.ofUser("c-42"));
        assertThat(PartitionKey.ofUser("x")).isNotEqualTo(PartitionKey.ofAnonymous("x"));
    }

    @Test
    void isThatOfEveryOtherLog() {
        assertThat(PartitionKey.ofUser("c-42")).isEqualTo(dev.kairos.journal.PartitionKey.of('p', "c-42"));
        assertThat(PartitionKey.ofAnonymous("a-1")).isEqualTo(dev.kairos.journal.PartitionKey.of('a', "a-1"));
    }

    @Test
    void hasNoCollisionAmongAMillionIds() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(PartitionKey.ofUser("user_" + i));
        }

        assertThat(seen).hasSize(1_000_000);
    }
}
