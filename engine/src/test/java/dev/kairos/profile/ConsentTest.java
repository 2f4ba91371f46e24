package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final Consent granted = new Consent(Consent.Status.GRANTED, THEN, "form");
    private final Consent deniedBefore = new Consent(Consent.Status.DENIED, THEN.minusSeconds(1), "");
    private final Consent withdrawnLater = new Consent(Consent.Status.WITHDRAWN, THEN.plusSeconds(1), "");

    @Test
    void aDenialIsStricterWheneverItWasSaid() {
        assertThat(granted.stricter(deniedBefore)).isSameAs(deniedBefore);
        assertThat(granted.stricter(withdrawnLater)).isSameAs(withdrawnLater);
        assertThat(deniedBefore.stricter(withdrawnLater)).isSameAs(withdrawnLater);
    }

    @Test
    void theNewerHoldsAndOfTwoAtOnceTheStricter() {
        assertThat(granted.newer(deniedBefore)).isSameAs(granted);
        assertThat(granted.newer(withdrawnLater)).isSameAs(withdrawnLater);
        Consent deniedAtOnce = new Consent(false, THEN);
        assertThat(granted.newer(deniedAtOnce)).isSameAs(deniedAtOnce);
    }

    @Test
    void theOrderOfTwoMakesNoDifference() {
        for (Consent one : each()) {
            for (Consent other : each()) {
                assertThat(one.stricter(other)).isEqualTo(other.stricter(one));
                assertThat(one.newer(other)).isEqualTo(other.newer(one));
                for (Consent third : each()) {
                    assertThat(one.stricter(other).stricter(third)).isEqualTo(one.stricter(other.stricter(third)));
                    assertThat(one.newer(other).newer(third)).isEqualTo(one.newer(other.newer(third)));
                }
            }
        }
    }

    @Test
    void aStatusHasAWord() {
        for (Consent.Status status : Consent.Status.values()) {
            assertThat(Consent.Status.ofWord(status.word())).hasValue(status);
        }
        assertThat(Consent.Status.ofWord("GRANTED")).isEmpty();
        assertThat(Consent.Status.of(true)).isEqualTo(Consent.Status.GRANTED);
        assertThat(Consent.Status.of(false)).isEqualTo(Consent.Status.DENIED);
    }

    private static List<Consent> each() {
        List<Consent> all = new ArrayList<>();
        for (Consent.Status status : Consent.Status.values()) {
            for (int second = 0; second < 2; second++) {
                all.add(new Consent(status, THEN.plusSeconds(second), "a"));
                all.add(new Consent(status, THEN.plusSeconds(second), "b"));
            }
        }
        return all;
    }
}
