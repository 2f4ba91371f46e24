package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackLoaderTest {

    private static final Path MINIMAL = Path.of("..", "rules", "minimal");

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
