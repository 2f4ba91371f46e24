package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/pack.md shows, loads. */
class PackDocsTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n# (\\S+\\.yaml)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theExamplesOfTheReferenceAreOnePack() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "pack.md")));
        int files = 0;
        while (examples.find()) {
            Files.writeString(folder.resolve(examples.group(1)), examples.group(2));
            files++;
        }

        try (Pack pack = PackLoader.load(folder).orThrow()) {
            assertThat(files).isEqualTo(3);
            assertThat(pack.catalogue().action("gold-upgrade").treatments()).hasSize(3);
            assertThat(pack.catalogue().contactPolicies()).hasSize(2);
            assertThat(pack.schema().attribute("inDefault").source()).isEqualTo("default");
        }
    }
}
