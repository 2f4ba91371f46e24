package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackLoaderTest {

    private static final Path MINIMAL = Path.of("..", "rules", "minimal");

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "retail-bank"})
    void loadsAPackThatShipsWithoutANote(String name) {
        PackResult result = PackLoader.load(MINIMAL.resolveSibling(name));

        assertThat(result.notes()).isEmpty();
        try (Pack pack = result.orThrow()) {
            assertThat(pack.name()).isEqualTo(name);
            assertThat(pack.rules().rules()).isNotEmpty();
        }
    }

    @Test
    void loadsTheMinimalPack() {
        PackResult result = PackLoader.load(MINIMAL);

        assertThat(result).isInstanceOf(PackResult.Loaded.class);
        assertThat(result.notes()).isEmpty();
        try (Pack pack = result.orThrow()) {
            assertThat(pack.version()).matches("minimal@[0-9a-f]{8}");
            assertThat(pack.schema().slot("balance")).isEqualTo(1);
            assertThat(pack.catalogue().action("savings-plan")).isNotNull();
        }
    }
}
