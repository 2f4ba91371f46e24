package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepFiguresTest {

    @Test
    void readsTheStepsAmongAllElse() {
        String metrics = """
                # HELP kairos_step_seconds x
                # TYPE kairos_step_seconds summary
                kairos_step_seconds{step="parse",quantile="0.5"} 8.0E-7
                kairos_step_seconds{step="parse",quantile="0.99"} 2.0E-6
                kairos_step_seconds{step="parse",quantile="1.0"} 9.0E-5
                kairos_step_seconds_count{step="parse"} 4
                kairos_step_seconds_sum{step="parse"} 6.0E-6
                kairos_step_seconds_count{step="rules"} 0
                kairos_step_seconds_sum{step="rules"} 0.0
                kairos_decisions_total 4.0
                """;

        assertThat(StepFigures.read(metrics)).singleElement().satisfies(parse -> {
            assertThat(parse.step()).isEqualTo("parse");
            assertThat(parse.count()).isEqualTo(4);
            assertThat(Math.round(parse.p50Nanos())).isEqualTo(800);
            assertThat(Math.round(parse.p99Nanos())).isEqualTo(2_000);
            assertThat(Math.round(parse.meanNanos())).isEqualTo(1_500);
        });
    }

    @Test
    void isEmptyOfWhatIsNotOurs() {
        assertThat(StepFigures.read("")).isEmpty();
        assertThat(StepFigures.read("<html>kairos_step_seconds{step=</html>")).isEmpty();
    }
}
