package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutFileTest {

    @TempDir
    Path dir;

    @Test
    void keepsAllLayouts() throws IOException {
        LayoutHistory history = new LayoutHistory();
        history.adopt(Schemas.ofEveryType());
        history.adopt(Schemas.ofPerson());
        Path file = dir.resolve("layouts");

        LayoutFile.save(history, file);

        LayoutHistory loaded = LayoutFile.load(file);
        assertThat(loaded.versions()).hasSize(2);
        assertThat(loaded.versions().get(0).fields())
                .isEqualTo(history.versions().get(0).fields());
        assertThat(loaded.versions().get(1).fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layout x\n",
                "layout 2\n",
                "layout 1\n1 person int\n",
                "layout 1\nx person int age\n",
                "layout 1\n1 nobody int age\n",
                "layout 1\n1 person integer age\n",
                "layout 1\n\n",
                "\u0000\u0001"
            })
    void saysWhereAFileIsBroken(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("layouts"), text);

        assertThatThrownBy(() -> LayoutFile.load(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not a layout");
    }
}
