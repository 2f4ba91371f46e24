package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the system was told about a mapping is in /proc/self/smaps, a line of flags for each: see proc(5). */
@EnabledOnOs(OS.LINUX)
class PageAdviceTest {

    private static final String READ_ANYWHERE = "rr";

    @TempDir
    private Path dir;

    @Test
    void aLargeStoreIsReadPageByPageUntilAllOfItHasBeenRead() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("a folder with blanks"));
        try (ProfileStore store = open(folder)) {
            Stores.put(store, "customer-1", ProfileData.of(Map.of()));
        }
        try (ProfileStore store = open(folder)) {
            assertThat(flagsOfMaps("a folder with blanks"))
                    .isNotEmpty()
                    .allSatisfy(flags -> assertThat(flags).contains(READ_ANYWHERE));

            store.audit(0);

            assertThat(flagsOfMaps("a folder with blanks"))
                    .isNotEmpty()
                    .allSatisfy(flags -> assertThat(flags).doesNotContain(READ_ANYWHERE));
        }
    }

    @Test
    void aStoreThatWasReadWholeIsReadAsUsual() throws IOException {
        try (ProfileStore store = Stores.open(dir, Schemas.ofEveryType())) {
            assertThat(store.needsAudit()).isFalse();
            assertThat(flagsOfMaps(dir.toString()))
                    .isNotEmpty()
                    .allSatisfy(flags -> assertThat(flags).doesNotContain(READ_ANYWHERE));
        }
    }

    @Test
    void aFileThatIsNotThereDoesNoHarm() {
        PageAdvice none = PageAdvice.on(dir.resolve("none"));
        assertThatCode(() -> {
                    none.readAlone();
                    none.readSoon(0, 4_096);
                    none.readAsUsual();
                })
                .doesNotThrowAnyException();
    }

    private static ProfileStore open(Path folder) {
        StoreOptions large = StoreOptions.ofCapacity(1_000).withCheckedFirst(0);
        return ProfileStore.open(folder, Schemas.ofEveryType(), large, new Metrics());
    }

    private static List<List<String>> flagsOfMaps(String path) throws IOException {
        List<List<String>> flags = new ArrayList<>();
        boolean asked = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("^[0-9a-f]+-[0-9a-f]+ .*")) {
                asked = line.contains(path) && line.contains(".map");
            } else if (asked && line.startsWith("VmFlags:")) {
                flags.add(List.of(line.substring("VmFlags:".length()).strip().split(" ")));
            }
        }
        return flags;
    }
}
