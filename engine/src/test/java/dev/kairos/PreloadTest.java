package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PreloadTest {

    /** A name that a library has given up would be passed over in silence. */
    @ParameterizedTest
    @FieldSource("dev.kairos.Preload#CLASSES")
    void knowsItsLibraries(String name) throws Exception {
        assertThat(Class.forName(name)).isNotNull();
    }
}
