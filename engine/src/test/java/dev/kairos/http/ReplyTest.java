package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Step;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {

    private final Reply reply = new Reply();

    @Test
    void writesTimesInMillisecondsToTheMicrosecond() {
        reply.timing(Step.PARSE, 1_499);
        reply.timing(Step.RULES, 12_345_678);
        reply.timing(Step.WRITE, -5);

        assertThat(timing()).isEqualTo("parse;dur=0.001,rules;dur=12.346,write;dur=0.000");
    }

    @Test
    void leavesOutWhatDoesNotFit() {
        for (int i = 0; i < 100; i++) {
            reply.timing(Step.ARBITRATION, Long.MAX_VALUE - 1000);
        }

        assertThat(timing()).endsWith(";dur=9223372036854.775").hasSizeLessThan(512);
    }

    @Test
    void startsAnewWhenCleared() {
        reply.body(new byte[] {1}, 1);
        reply.timing(Step.PARSE, 1);

        reply.clear();

        assertThat(reply.length()).isZero();
        assertThat(timing()).isEmpty();
    }

    private String timing() {
        return new String(reply.timing(), 0, reply.timingLength(), StandardCharsets.US_ASCII);
    }
}
