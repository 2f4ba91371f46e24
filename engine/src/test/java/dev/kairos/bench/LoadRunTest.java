package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadRunTest {

    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long STALL_MS = 400;
    private static final String ANSWER = "{\"decisionId\":\"1\",\"degraded\":false}";

    private static RequestMix mix(Target target) {
        return new RequestMix(
                Weights.DECIDE_ONLY,
                Map.of(CallKind.DECIDE, List.of(Call.fixed(CallKind.DECIDE, "{\"a\":1}", null))),
                Protocol.HTTP_1_1,
                target,
                0);
    }

    private static LoadRun run(ToyServer server, int connections) throws IOException {
        return new LoadRun(
                Protocol.HTTP_1_1, server.target(), mix(server.target()), connections, LoadedServer.OF_KAIROS);
    }

    private static Recorder recorder(long nanos) {
        return new Recorder(Weights.DECIDE_ONLY.kinds(), nanos);
    }

    private static void stall() {
        long until = System.nanoTime() + STALL_MS * MS;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Test
    void latencyCountsFromWhenACallWasDueSoThatAStallCountsForAllThatItDelays() throws IOException {
        // On one connection the server falls silent once. Calls are due every 10 ms: some 40 of them come too late,
        // though
        // only a single one was under way.
        Recorder recorder = recorder(1_000 * MS);
        try (ToyServer server = new ToyServer(number -> {
                    if (number == 20) {
                        stall();
                    }
                    return ToyServer.ok(ANSWER);
                });
                LoadRun run = run(server, 1)) {

            long unsent = run.open(Arrivals.constant(100), 1_000 * MS, recorder);

            assertThat(unsent).isZero();
            assertThat(recorder.answered()).isEqualTo(100);
            Histogram latencies = recorder.of(CallKind.DECIDE);
            assertThat(latencies.getMaxValue()).isGreaterThanOrEqualTo((STALL_MS - 1) * MS);
            assertThat(latencies.getCountBetweenValues(STALL_MS / 2 * MS, latencies.getMaxValue()))
                    .isGreaterThanOrEqualTo(STALL_MS / 10 / 2);
        }
    }

    @Test
    void aClosedLoopCountsTheStallOnce() throws IOException {
        Recorder recorder = recorder(1_000 * MS);
        try (ToyServer server = new ToyServer(number -> {
                    if (number == 20) {
                        stall();
                    }
                    return ToyServer.ok(ANSWER);
                });
                LoadRun run = run(server, 1)) {

            run.closed(1_000 * MS, recorder);

            Histogram latencies = recorder.of(CallKind.DECIDE);
            assertThat(latencies.getCountBetweenValues((STALL_MS - 1) * MS, Recorder.HIGHEST_NANOS))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatFindsNoConnectionIsUnsentAndNotForgotten() throws IOException {
        Recorder recorder = recorder(100 * MS);
        try (ToyServer server = new ToyServer(number -> {
                    LockSupport.parkNanos(Long.MAX_VALUE);
                    return ToyServer.ok(ANSWER);
                });
                LoadRun run = run(server, 2)) {

            long unsent = run.open(Arrivals.constant(1_000), 100 * MS, recorder);

            assertThat(unsent).isEqualTo(98);
            assertThat(recorder.answered()).isZero();
        }
    }

    @Test
    void sendsTheFirstCallsOneAfterTheOther() throws IOException {
        Recorder recorder = recorder(0);
        try (ToyServer server = new ToyServer(number -> ToyServer.ok(ANSWER));
                LoadRun run = run(server, 1)) {

            run.first(100, recorder);

            assertThat(recorder.answered()).isEqualTo(100);
            assertThat(server.bodies()).hasSize(100).containsOnly("{\"a\":1}");
        }
    }

    @Test
    void countsErrorsAndKeepsWhatTheFirstSaid() throws IOException {
        Recorder recorder = recorder(0);
        String busy = "HTTP/1.1 503 Busy\r\ncontent-length:4\r\n\r\nbusy";
        try (ToyServer server = new ToyServer(number -> number < 3 ? busy : ToyServer.ok(ANSWER));
                LoadRun run = run(server, 1)) {

            run.first(10, recorder);

            assertThat(recorder.answered()).isEqualTo(10);
            assertThat(recorder.errors()).isEqualTo(3);
            assertThat(run.firstError()).isEqualTo("a decide call was answered with status 503: busy");
        }
    }

    @Test
    void readsAnswersThatAreLongerThanTheFirstBuffer() throws IOException {
        String large = ANSWER + " ".repeat(200_000);
        Recorder recorder = recorder(0);
        try (ToyServer server = new ToyServer(number -> ToyServer.ok(number % 2 == 0 ? large : ANSWER));
                LoadRun run = run(server, 1)) {

            run.first(20, recorder);

            assertThat(recorder.answered()).isEqualTo(20);
            assertThat(recorder.errors()).isZero();
        }
    }

    @Test
    void anotherServersAnswersAreNotMeasured() throws IOException {
        try (ToyServer server = new ToyServer(number -> ToyServer.ok("<html>hello</html>"));
                LoadRun run = run(server, 1)) {
            assertThatThrownBy(() -> run.first(10, recorder(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not the answer expected: <html>hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2p1 Debian\r\nContent-Length: 0\r\n\r\n"
            })
    void whatIsNoHttpIsRefused(String answer) throws IOException {
        try (ToyServer server = new ToyServer(number -> answer);
                LoadRun run = run(server, 1)) {
            assertThatThrownBy(() -> run.first(10, recorder(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("an answer");
        }
    }

    @Test
    void saysThatTheServerHungUp() throws IOException {
        try (ToyServer server = new ToyServer(number -> number < 5 ? ToyServer.ok(ANSWER) : null);
                LoadRun run = run(server, 1)) {
            assertThatThrownBy(() -> run.first(10, recorder(0))).hasMessage("the server closed a connection");
        }
    }

    @Test
    void noServerNoRun() throws IOException {
        ToyServer gone = new ToyServer(number -> null);
        gone.close();

        assertThatThrownBy(() -> run(gone, 1)).isInstanceOf(IOException.class);
    }
}
