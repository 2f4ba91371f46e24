package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.mistake.Mistake;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Journey;
import dev.kairos.schema.MergeRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackLoaderTest {

    private static final Path SHIPPED = Path.of("..", "rules");

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheGoodPack() throws IOException {
        GoodPack.copyTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "retail-bank"})
    void loadsAPackThatShipsWithoutANote(String name) {
        PackResult result = PackLoader.load(SHIPPED.resolve(name));

        assertThat(result.notes()).isEmpty();
        try (Pack pack = result.orThrow()) {
            assertThat(pack.version()).matches(name + "@[0-9a-f]{8}");
            assertThat(pack.rules().rules()).isNotEmpty();
        }
    }

    @Test
    void aPackHoldsEverythingOfItsFolder() {
        try (Pack pack = PackLoader.load(folder).orThrow()) {
            assertThat(pack.name()).isEqualTo("base");
            assertThat(pack.description()).startsWith("A good pack");
            assertThat(pack.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
            assertThat(pack.locale()).isEqualTo("de");
            assertThat(pack.hash()).hasSize(64);
            assertThat(pack.version()).isEqualTo("base@" + pack.hash().substring(0, 8));
            assertThat(pack.schema().attributes()).hasSize(25);
            assertThat(pack.schema().attribute("interests").merge()).isEqualTo(MergeRule.UNION);
            assertThat(pack.schema().path()).isEqualTo(new dev.kairos.schema.Path(20, Duration.ofHours(2)));
            assertThat(pack.schema().counters())
                    .extracting(Counter::name)
                    .hasSize(4)
                    .contains("spent30d");
            assertThat(pack.schema().journeys()).extracting(Journey::name).containsExactly("purchase", "dispute");
            assertThat(pack.catalogue().actions()).hasSize(3);
            assertThat(pack.momentType().properties()).containsKeys("balance", "basketValue", "now");
            assertThat(pack.rules().rules()).hasSize(5);
            assertThat(pack.rules().triggers()).isNotEmpty();
        }
    }

    @Test
    void aVersionChangesWithTheContentAndComesBackWithIt() throws IOException {
        String before = version();

        String changed = edit("catalogue.yaml", "value: 120", "value: 121");
        String between = version();
        edit("catalogue.yaml", "value: 121", "value: 120");

        assertThat(changed).contains("value: 121");
        assertThat(between).isNotEqualTo(before);
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void reportsTheMistakesOfAllFilesAtOnce() throws IOException {
        edit("pack.yaml", "Europe/Berlin", "Europe/Berln");
        edit("schema.yaml", "balance: decimal", "balance: {type: decimal, persnal: true}");
        edit("catalogue.yaml", "group: help", "group: hlep");
        edit("rules/cards/gold.drl", "segment ==", "segmnt ==");
        edit("rules/help.drl", "\"dispute-help\"", "\"dispute-hlep\"");

        assertThat(mistakes())
                .extracting(m -> m.file() + ":" + m.line())
                .containsExactly(
                        "catalogue.yaml:32",
                        "pack.yaml:3",
                        "rules/cards/gold.drl:5",
                        "rules/help.drl:5",
                        "schema.yaml:3");
    }

    @Test
    void whatRulesDoWithADoubtfulAttributeIsNotHeldAgainstThem() throws IOException {
        edit("schema.yaml", "balance: decimal", "balance: decimall");

        assertThat(mistakes()).extracting(Mistake::file).containsExactly("schema.yaml");
    }

    @Test
    void saysThatRulesWereNotCheckedAgainstAnUnreadableSchema() throws IOException {
        edit("schema.yaml", "person:", "person");
        edit("rules/help.drl", "\"dispute-help\"", "\"dispute-hlep\"");

        PackResult result = PackLoader.load(folder);

        assertThat(mistakes()).extracting(Mistake::file).containsExactly("schema.yaml");
        assertThat(result.notes())
                .extracting(Mistake::toString)
                .containsExactly("rules: not checked: the other files have to be readable first");
    }

    @Test
    void refusesRulesInAnotherCharacterSet() throws IOException {
        String text = Files.readString(folder.resolve("rules/help.drl")).replace("dispute\"\n", "Klärung\"\n");
        Files.write(folder.resolve("rules/help.drl"), text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes())
                .extracting(Mistake::toString)
                .containsExactly("rules/help.drl:1: the file is not UTF-8: byte 20 (save it as UTF-8)");
    }

    @Test
    void anEmptyFolderLacksItsFiles(@TempDir Path empty) {
        PackResult result = PackLoader.load(empty);

        assertThat(((PackResult.Refused) result).mistakes())
                .extracting(Mistake::toString)
                .allMatch(m -> m.contains(": the file is missing"))
                .hasSize(3);
    }

    @Test
    void aRefusedPackCanBeThrownWithAllItsMistakes() throws IOException {
        edit("pack.yaml", "name: base", "name: Base");
        edit("catalogue.yaml", "group: help", "group: hlep");

        assertThatThrownBy(() -> PackLoader.load(folder).orThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pack.yaml:1: 'Base' cannot be a pack's name")
                .hasMessageContaining("catalogue.yaml:32: there is no group 'hlep'");
    }

    @Test
    void neverThrowsWhateverIsInTheFiles() throws IOException {
        int cases = Integer.getInteger("kairos.fuzz.packs", 60);
        Random random = new Random(7);
        for (int i = 0; i < cases; i++) {
            GoodPack.copyTo(folder);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                damage(random);
            }

            PackResult result = PackLoader.load(folder);

            if (result instanceof PackResult.Refused refused) {
                assertThat(refused.mistakes())
                        .as("seed 7, case %d", i)
                        .isNotEmpty()
                        .allMatch(m -> m.line() >= 0 && !m.message().isBlank());
            } else {
                result.orThrow().close();
            }
        }
    }

    private void damage(Random random) throws IOException {
        List<String> files = GoodPack.files();
        Path file = folder.resolve(files.get(random.nextInt(files.size())));
        StringBuilder text = new StringBuilder(Files.readString(file));
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + 1 + random.nextInt(8));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(at, to);
            case 1 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            case 2 -> text.setCharAt(at, " :-{}[]()\"'\n\t&*#,.;$0aA".charAt(random.nextInt(23)));
            default -> text.setLength(at + 1);
        }
        Files.writeString(file, text);
    }

    private List<Mistake> mistakes() {
        PackResult result = PackLoader.load(folder);
        assertThat(result).isInstanceOf(PackResult.Refused.class);
        return ((PackResult.Refused) result).mistakes();
    }

    private String version() {
        try (Pack pack = PackLoader.load(folder).orThrow()) {
            return pack.version();
        }
    }

    private String edit(String file, String find, String replace) throws IOException {
        String before = Files.readString(folder.resolve(file));
        assertThat(before).contains(find);
        return Files.readString(Files.writeString(folder.resolve(file), before.replace(find, replace)));
    }
}
