package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter err = new StringWriter();
    private long now;

    @Test
    void aPersonSeesABarThatMovesAndGoes() {
        ProgressLine progress = new ProgressLine(terminal(true), "f.csv", "rows");

        pass(50);
        progress.at(10, 0.1);
        pass(950);
        progress.at(50_000, 0.5);
        progress.at(50_001, 0.5);
        progress.end();

        String bar = "f.csv [" + "=".repeat(12) + " ".repeat(12) + "]  50 %  50,000 rows, 50,000/s";
        assertThat(err).hasToString("\r" + bar + "\r" + " ".repeat(bar.length()) + "\r");
    }

    @Test
    void aFileGetsALineNowAndThen() {
        ProgressLine progress = new ProgressLine(terminal(false), "f.csv", "rows");

        for (int i = 1; i <= 110; i++) {
            pass(100);
            progress.at(i * 100, i / 110.0);
        }
        progress.end();

        assertThat(err.toString().lines())
                .containsExactly("f.csv: 45 %  5,000 rows, 1,000/s", "f.csv: 91 %  10,000 rows, 1,000/s");
    }

    @Test
    void workOfUnknownSizeIsNeverMoreThanWhole() {
        ProgressLine progress = new ProgressLine(terminal(true), "f.csv", "rows");
        pass(1_000);

        progress.at(1, 7);

        assertThat(err.toString()).contains("] 100 %");
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), interactive, () -> now);
    }
}
