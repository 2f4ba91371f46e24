package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.Values;
import org.junit.jupiter.api.Test;

/** The build has compiled what Chronicle Map would otherwise compile at every start (docs/decisions/0603). */
class MapStateTest {

    @Test
    void isThereBeforeAMapIsOpened() throws Exception {
        Class<?> state = Values.nativeClassFor(VanillaGlobalMutableState.class);

        Path from = Path.of(
                state.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(from.resolve(state.getName().replace('.', '/') + ".class")).exists();
        assertThat(from)
                .isEqualTo(Path.of(ProfileStore.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }
}
