package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the pages on clients show, works: it is run against a server with the pack of the demo, in the order of the
 * page. What is said to be in a shell is run in one, {@code js} in Node.js, {@code html} and {@code js page} in a
 * browser.
 */
@DisabledOnOs(OS.WINDOWS)
class ClientPagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGES = Path.of("..", "..", "docs", "clients");
    private static final Path PACK = Path.of("..", "..", "rules", "retail-bank");

    /** Pages whose snippets are run by a test of their own. */
    private static final Map<String, Class<?>> ELSEWHERE = Map.of(
            "java.md", JavaSnippetsTest.class,
            "openfeature.md", OpenFeatureTest.class,
            "other-languages.md", GeneratedClientTest.class,
            "segment.md", AnalyticsInPagesTest.class);

    /** Where the server is, in the pages. */
    private static final String ADDRESS = "http://127.0.0.1:8080";

    @TempDir
    static Path dir;

    private static ServedPack server;
    private static NodeScript runner;

    @BeforeAll
    static void startEverything() throws Exception {
        server = new ServedPack(PACK, dir);
        server.start();
        runner = NodeScript.start("snippets.mjs", ADDRESS, server.url());
    }

    @AfterAll
    static void stopEverything() {
        runner.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> everySnippetOfEveryPage() throws IOException {
        List<Snippet> all = new ArrayList<>();
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.sorted().toList()) {
                if (!ELSEWHERE.containsKey(page.getFileName().toString())) {
                    all.addAll(Snippet.in(page));
                }
            }
        }
        assertThat(all).isNotEmpty();
        return all.stream().map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> run(snippet)));
    }

    private static void run(Snippet snippet) throws Exception {
        switch (snippet.kind()) {
            case "bash" -> runInShell(snippet);
            case "js", "html" -> runInNodeOrBrowser(snippet);
            case "json" -> JSON.readTree(snippet.code());
            default -> throw new AssertionError("nobody runs what is called '" + snippet.kind() + "'");
        }
    }

    /** A call that is refused fails it, too. */
    private static void runInShell(Snippet snippet) throws Exception {
        String script = "set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 20 \"$@\"; }\n"
                + snippet.code().replace(ADDRESS, server.url());
        Process bash = new ProcessBuilder("bash", "-c", script)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();

        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).as(said).isZero();
    }

    private static void runInNodeOrBrowser(Snippet snippet) throws Exception {
        boolean isPage = snippet.kind().equals("html") || snippet.manner().equals("page");
        runner.say(JSON.writeValueAsString(
                Map.of("kind", snippet.kind(), "where", isPage ? "page" : "node", "code", snippet.code())));

        JsonNode told = runner.next();

        assertThat(told.path("troubles")).as(told.path("said").textValue()).isEmpty();
    }
}
