package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.moment.MomentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/pack.md shows, loads. */
class PackDocsTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n# (\\S+\\.yaml)\n(.*?)```", Pattern.DOTALL);

    private static final Path REFERENCE = Path.of("..", "docs", "pack.md");

    @TempDir
    Path folder;

    @Test
    void theReferenceNamesEveryKey() throws IOException {
        GoodPack.copyTo(folder);
        String unknown = "zzzzzzzz";
        for (String edit : List.of("pack.yaml=name: base", "schema.yaml=household:", "catalogue.yaml=groups:")) {
            edit(edit, unknown + ": 1\n" + edit.substring(edit.indexOf('=') + 1));
        }
        edit("catalogue.yaml=factors:", unknown + ": 1\n  factors:");
        edit("schema.yaml=type: boolean", unknown + ": 1, type: boolean");
        edit("catalogue.yaml=fallback: frag-side", unknown + ": 1, fallback: frag-side");
        edit("catalogue.yaml=group: help", unknown + ": 1\n    group: help");
        edit("catalogue.yaml=placement: home.hero, locale", unknown + ": 1, placement: home.hero, locale");
        edit("catalogue.yaml=outcome: dismissal", unknown + ": 1, outcome: dismissal");
        edit("catalogue.yaml=share: 5%", unknown + ": 1, share: 5%");
        edit("schema.yaml=window: 7d", unknown + ": 1, window: 7d");
        edit("schema.yaml=length: 20", unknown + ": 1, length: 20");
        edit("journeys.yaml=description:", unknown + ": 1\n  description:");
        edit("journeys.yaml=after: 1d", unknown + ": 1, after: 1d");
        edit("journeys.yaml=on: Dispute Opened", unknown + ": 1, on: Dispute Opened");

        Set<String> known = ((PackResult.Refused) PackLoader.load(folder))
                .mistakes().stream()
                        .filter(m -> m.hint().startsWith("known here: "))
                        .flatMap(m -> Stream.of(m.hint().substring(12).split(", ")))
                        .collect(Collectors.toSet());

        String reference = Files.readString(REFERENCE);
        assertThat(known)
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(reference).contains("`" + key + "`"));
        assertThat(MomentType.builtInProperties().keySet())
                .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
    }

    private void edit(String fileAndText, String replacement) throws IOException {
        Path file = folder.resolve(fileAndText.substring(0, fileAndText.indexOf('=')));
        String find = fileAndText.substring(fileAndText.indexOf('=') + 1);
        String text = Files.readString(file);
        assertThat(text).contains(find);
        Files.writeString(file, text.replaceFirst(Pattern.quote(find), Matcher.quoteReplacement(replacement)));
    }

    @Test
    void theExamplesOfTheReferenceAreOnePack() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(REFERENCE));
        int files = 0;
        while (examples.find()) {
            Files.writeString(folder.resolve(examples.group(1)), examples.group(2));
            files++;
        }

        try (Pack pack = PackLoader.load(folder).orThrow()) {
            assertThat(files).isEqualTo(4);
            assertThat(pack.catalogue().action("gold-upgrade").treatments()).hasSize(3);
            assertThat(pack.catalogue().contactPolicies()).hasSize(2);
            assertThat(pack.schema().attribute("inDefault").source()).isEqualTo("default");
            assertThat(pack.schema().counters()).hasSize(4);
            assertThat(pack.schema().journey("purchase").stages()).hasSize(5);
        }
    }
}
