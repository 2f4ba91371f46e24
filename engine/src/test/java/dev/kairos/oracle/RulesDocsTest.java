package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule that docs/rules.md shows is one that the retail bank could have. */
class RulesDocsTest {

    private static final Pattern EXAMPLE = Pattern.compile("```drl\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theExamplesOfTheGuideLoad() throws IOException {
        for (String file : List.of("pack.yaml", "schema.yaml", "catalogue.yaml")) {
            Files.copy(RetailBankPackTest.FOLDER.resolve(file), folder.resolve(file));
        }
        Files.createDirectory(folder.resolve("rules"));
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/rules.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        for (int i = 0; i < examples.size(); i++) {
            Files.writeString(folder.resolve("rules/example-" + i + ".drl"), examples.get(i));
        }

        try (Pack pack = PackLoader.load(folder).orThrow()) {
            assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
            assertThat(pack.rules().rules()).hasSizeGreaterThan(examples.size());
        }
    }
}
