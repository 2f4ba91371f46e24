package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentType;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in schema.yaml and journeys.yaml is read or refused, and never breaks the reader. */
class HostilePackTest {

    private static final String[] WORDS = {
        "[]",
        "{}",
        "~",
        "null",
        "true",
        "-1",
        "0s",
        "1d",
        "end",
        "exit",
        "''",
        "\"\"",
        "&a",
        "*a",
        "|",
        ">-",
        "? x",
        "- x",
        "{on: X, to: cart}",
        "{after: 1d, to: exit}",
        "999999999999w",
        "purchase",
        "\u0000",
        "\uD83D\uDE00",
        ": ",
        "#"
    };

    private final Random random = new Random(7);

    @Test
    void aFileThatEndsTooSoonIsReadOrRefused() throws IOException {
        String schema = good("schema.yaml");
        String journeys = good("journeys.yaml");

        for (int end = 0; end < schema.length(); end++) {
            read(schema.substring(0, end), journeys);
        }
        for (int end = 0; end < journeys.length(); end++) {
            read(schema, journeys.substring(0, end));
        }
    }

    @Test
    void aFileThatIsMangledIsReadOrRefused() throws IOException {
        String schema = good("schema.yaml");
        String journeys = good("journeys.yaml");
        int accepted = 0;
        for (int i = 0; i < 1_500; i++) {
            accepted += i % 2 == 0 ? read(mangled(schema), journeys) : read(schema, mangled(journeys));
        }

        assertThat(accepted).isBetween(1, 1_499);
    }

    @Test
    void hugeJourneysAreRefused() throws IOException {
        String schema = good("schema.yaml");
        StringBuilder stages = new StringBuilder("a:\n  entry: X\n  stages:\n");
        for (int i = 0; i < 5_000; i++) {
            stages.append("    s")
                    .append(i)
                    .append(": {on: X, to: s")
                    .append((i + 1) % 5_000)
                    .append("}\n");
        }
        StringBuilder ways = new StringBuilder("a:\n  entry: X\n  stages:\n    s:\n");
        for (int i = 0; i < 5_000; i++) {
            ways.append("      - {on: E").append(i).append(", to: s}\n");
        }
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append("j").append(i).append(": {entry: X, stages: {s: {after: 1d, to: exit}}}\n");
        }

        assertThat(read(schema, stages.toString())).isZero();
        assertThat(read(schema, ways.toString())).isZero();
        assertThat(read(schema, many.toString())).isZero();
        assertThat(read(schema + "counters:\n" + "  x".repeat(1_000), good("journeys.yaml")))
                .isZero();
    }

    private String mangled(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
            case 3 -> lines.set(line, lines.get(line).replaceFirst("[^ :{]+", word()));
            case 4 -> lines.set(line, lines.get(line).replaceFirst(": .*", ": " + word()));
            default -> lines.set(line, spoilt(lines.get(line)));
        }
        return String.join("\n", lines) + "\n";
    }

    private String word() {
        return java.util.regex.Matcher.quoteReplacement(WORDS[random.nextInt(WORDS.length)]);
    }

    private String spoilt(String line) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at)
                + (char) (random.nextInt(96) + 32)
                + line.substring(Math.min(line.length(), at + 1));
    }

    /** @return 1 when there was no mistake */
    private static int read(String schemaText, String journeysText) {
        Mistakes mistakes = new Mistakes();
        YamlMap schemaYaml = YamlReader.read("schema.yaml", bytes(schemaText), mistakes);
        YamlMap journeysYaml = YamlReader.read(JourneysFile.NAME, bytes(journeysText), mistakes);
        if (schemaYaml != null) {
            SchemaFile schema =
                    SchemaFile.read(schemaYaml, MomentType.builtInProperties().keySet());
            JourneysFile journeys = journeysYaml == null
                    ? JourneysFile.none()
                    : JourneysFile.read(journeysYaml, schema.names(), List.of());
            Schema made = schema.schema(journeys.journeys());
            assertThat(made.attributes()).isNotNull();
        }
        assertThat(schemaYaml != null && journeysYaml != null || !mistakes.isEmpty())
                .isTrue();
        return mistakes.isEmpty() ? 1 : 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Without what only a rule leads to, since there are no rules here. */
    private static String good(String file) throws IOException {
        return Files.readString(GoodPack.FOLDER.resolve(file))
                .replace("    waiting: {on: Documents Received, to: open}\n", "");
    }
}
