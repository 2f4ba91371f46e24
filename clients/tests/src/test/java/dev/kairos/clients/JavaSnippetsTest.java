package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.client.DecideRequest;
import dev.kairos.client.Decision;
import dev.kairos.client.Decisions;
import dev.kairos.client.KairosClient;
import dev.kairos.client.KairosMetrics;
import dev.kairos.client.Outcome;
import dev.kairos.client.Touchpoint;
import dev.kairos.client.Undelivered;
import dev.kairos.client.WhyDefault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What docs/clients/java.md shows is code of this test: between the marks, run against a server. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaSnippetsTest {

    private static final Path GUIDE = Path.of("..", "..", "docs", "clients", "java.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "dev", "kairos", "clients", "JavaSnippetsTest.java");
    private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARKED = Pattern.compile(" *// shown\n(.*?) *// till here\n", Pattern.DOTALL);

    private final List<String> shown = new ArrayList<>();
    private Path folder;
    private ServedPack server;

    @BeforeAll
    void startServer(@TempDir Path dir) throws Exception {
        folder = dir;
        server = new ServedPack(ClientsPack.writeTo(dir.resolve("pack")), dir);
        server.start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void areWhatTheGuideShows() throws IOException {
        assertThat(snippets(GUIDE, SHOWN)).isNotEmpty().isEqualTo(snippets(SOURCE, MARKED));
    }

    private static List<String> snippets(Path file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(file, StandardCharsets.UTF_8))
                .results()
                .map(JavaSnippetsTest::withoutIndent)
                .toList();
    }

    private static String withoutIndent(MatchResult match) {
        return match.group(1)
                .stripTrailing()
                .stripIndent()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void decideAndTell() {
        try (KairosClient kairos = client()) {
            decideAndTell(kairos);
            assertThat(kairos.flush(Duration.ofMinutes(1))).isTrue();
        }
        assertThat(shown).containsExactly("fragment", "fragment");
    }

    private KairosClient client() {
        String url = server.url();
        // shown
        KairosClient kairos = KairosClient.builder(url)
                .key("SECRET-KEY")
                .timeout(Duration.ofMillis(100))
                .defaultFragment("home", "our-own-hero")
                .build();
        // till here
        return kairos;
    }

    private void decideAndTell(KairosClient kairos) {
        // shown
        DecideRequest request = DecideRequest.builder("web", "home")
                .userId("c-42")
                .context("page", "/checkout")
                .context("basketValue", 129.95)
                .build();

        Decisions decisions = kairos.decideNow(request);
        Decision home = decisions.of("home");
        show(home.fragment());

        CompletableFuture<Decisions> later = kairos.decide(request);
        later.thenAccept(answer -> show(answer.of("home").fragment()));
        // till here
        later.join();
        // shown
        kairos.outcome("c-42", Outcome.IMPRESSION, home.token());
        kairos.track("c-42", "Order Completed", Map.of("total", 129.95, "currency", "CHF"));
        kairos.identify("c-42", Map.of("segment", "gold"));
        boolean accepted = kairos.offer(Touchpoint.page("Home")
                .anonymousId("a-1f3c")
                .channel("web")
                .property("title", "Welcome")
                .consent("marketing", true));
        // till here
        assertThat(accepted).isTrue();
    }

    private synchronized void show(String fragment) {
        shown.add(fragment);
    }

    @Test
    void keepWhatWasNotDelivered() throws IOException {
        KairosClient kairos = client();
        KairosClient unreachable = KairosClient.builder("http://127.0.0.1:1").build();
        unreachable.offer(Touchpoint.track("Delivered").userId("c-42").messageId("m-1"));
        Path file = folder.resolve("undelivered");
        close(unreachable, file);
        assertThat(file).content().startsWith("m-1\t{");

        // shown
        for (String line : Files.readAllLines(file)) {
            String[] kept = line.split("\t", 2);
            kairos.offer(new Undelivered(kept[0], kept[1], Undelivered.Reason.CLOSED, "from last time"));
        }
        // till here
        assertThat(kairos.close(Duration.ofMinutes(1))).isEmpty();
    }

    private static void close(KairosClient kairos, Path file) throws IOException {
        // shown
        List<String> lines = new ArrayList<>();
        for (Undelivered touchpoint : kairos.close(Duration.ofSeconds(1))) {
            lines.add(touchpoint.messageId() + "\t" + touchpoint.json());
        }
        Files.write(file, lines);
        // till here
    }

    // shown
    static final class Counts implements KairosMetrics {

        final LongAdder answered = new LongAdder();
        final LongAdder byDefault = new LongAdder();
        final LongAdder dropped = new LongAdder();

        @Override
        public void decided(long nanos, WhyDefault why) {
            (why == null ? answered : byDefault).increment();
        }

        @Override
        public void dropped(Undelivered.Reason reason) {
            dropped.increment();
        }
    }
    // till here

    @Test
    void countWhatHappens() {
        Counts counts = new Counts();
        try (KairosClient kairos = KairosClient.builder(server.url())
                .metrics(counts)
                .timeout(Duration.ofSeconds(5))
                .build()) {
            kairos.decideNow(DecideRequest.builder("web", "home").userId("c").build());
        }

        assertThat(counts.answered.sum()).isEqualTo(1);
    }
}
