package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.mistake.Mistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void saysTypeTitleStatusAndDetail() throws IOException {
        JsonNode document = read(Problem.notFound("There is no such profile."));

        assertThat(document.get("type").asText()).isEqualTo("/problems/not-found");
        assertThat(document.get("title").asText()).isEqualTo("Not found");
        assertThat(document.get("status").asInt()).isEqualTo(404);
        assertThat(document.get("detail").asText()).isEqualTo("There is no such profile.");
        assertThat(document.size()).isEqualTo(4);
    }

    @Test
    void pointsToOneFault() throws IOException {
        JsonNode document = read(Problem.notValid("channel is missing", "/channel"));

        assertThat(document.get("pointer").asText()).isEqualTo("/channel");
        assertThat(document.has("errors")).isFalse();
    }

    @Test
    void listsSeveralFaults() throws IOException {
        JsonNode document = read(Problem.notValid(
                "2 things are wrong",
                List.of(Fault.at("/channel", "missing"), Fault.at("/placements/0", "not a name"))));

        assertThat(document.has("pointer")).isFalse();
        assertThat(document.at("/errors/1/pointer").asText()).isEqualTo("/placements/0");
        assertThat(document.at("/errors/1/detail").asText()).isEqualTo("not a name");
    }

    @Test
    void listsOneMistakeOfAFileWithItsPlace() throws IOException {
        Mistake mistake = Mistake.at("catalogue.yaml", 14, "unknown key 'valu'", "did you mean 'value'?");

        JsonNode error =
                read(Problem.notValid("1 mistake", List.of(Fault.of(mistake)))).at("/errors/0");

        assertThat(error.get("file").asText()).isEqualTo("catalogue.yaml");
        assertThat(error.get("line").asInt()).isEqualTo(14);
        assertThat(error.get("hint").asText()).isEqualTo("did you mean 'value'?");
    }

    @Test
    void cutsALongListAndSaysSo() throws IOException {
        JsonNode errors = read(Problem.notValid("many", Collections.nCopies(250, Fault.at("/x", "wrong"))))
                .get("errors");

        assertThat(errors.size()).isEqualTo(101);
        assertThat(errors.at("/100/detail").asText()).isEqualTo("and 150 more");
    }

    @Test
    void quotesHostileTextAsPlainText() throws IOException {
        String hostile = "<script>\"\\\u0000\n\u001b[31m\u2028\u202e&\ud800 \ud83d\ude00 é";

        Problem problem = Problem.unreadable(hostile);

        String raw = new String(problem.toJson(), StandardCharsets.UTF_8);
        assertThat(raw).doesNotContain("<", ">", "&", "\n", "\u001b", "\u2028", "\u202e");
        assertThat(read(problem).get("detail").asText())
                .isEqualTo(hostile.replace('\ud800', '\ufffd').replace("\ufffd\ude00", "\ud83d\ude00"));
    }

    @Test
    void cutsALongTextWithoutSplittingACharacter() throws IOException {
        String detail = read(Problem.unreadable("x".repeat(499) + "\ud83d\ude00" + "y".repeat(100_000)))
                .get("detail")
                .asText();

        assertThat(detail).hasSize(501).endsWith("\ufffd…");
    }

    @Test
    void carriesNoStackTrace() {
        assertThat(Problem.unreadable("x").getStackTrace()).isEmpty();
    }

    private static JsonNode read(Problem problem) throws IOException {
        return JSON.readTree(problem.toJson());
    }
}
