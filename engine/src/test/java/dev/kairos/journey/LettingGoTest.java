package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.pack.Pack;
import dev.kairos.touchpoint.Touchpoint;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is closed or replaced goes from memory, however often a pack is reloaded. */
class LettingGoTest {

    @TempDir
    private Path dir;

    @BeforeEach
    void writePack() {
        writePack("");
    }

    private void writePack(String more) {
        Updates.writePack(dir.resolve("pack"), MixedLoad.SCHEMA, MixedLoad.JOURNEYS, MixedLoad.RULES + more);
    }

    @Test
    void aPackGoesWhenItIsClosed() throws InterruptedException {
        List<WeakReference<?>> closed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            closed.addAll(loadedAndClosed());
        }

        assertGone(closed);
    }

    @Test
    void anUpdatePathGoesWhenItIsClosed() throws InterruptedException {
        List<WeakReference<?>> closed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            closed.addAll(openedAndClosed(i));
        }

        assertGone(closed);
    }

    @Test
    void aPackGoesWhenAnotherTakesItsPlace() throws InterruptedException {
        List<WeakReference<?>> replaced = new ArrayList<>();
        try (Updates updates = Updates.open(dir, InstantSource.system(), Updates.SETTINGS)) {
            for (int i = 0; i < 3; i++) {
                replaced.addAll(turnedTo(updates, "// " + i));
            }
            turnedTo(updates, "// the last");

            assertGone(replaced);
        }
    }

    private List<WeakReference<?>> loadedAndClosed() {
        try (Pack pack = Updates.load(dir.resolve("pack"))) {
            return references(pack);
        }
    }

    private List<WeakReference<?>> openedAndClosed(int number) {
        List<WeakReference<?>> references = new ArrayList<>();
        try (Updates updates = Updates.open(dir, InstantSource.system(), Updates.SETTINGS)) {
            updates.touch(view(number));
            references.add(new WeakReference<>(updates.path()));
            references.add(new WeakReference<>(updates.intake()));
            references.add(new WeakReference<>(updates.profiles()));
            references.add(new WeakReference<>(updates.path().journal()));
            references.addAll(references(updates.pack()));
        }
        return references;
    }

    private List<WeakReference<?>> turnedTo(Updates updates, String more) {
        writePack(more);
        try (Pack pack = Updates.load(dir.resolve("pack"))) {
            updates.path().turnTo(pack, dir.resolve("pack"));
            updates.touch(view(more.hashCode()));
            return references(pack);
        }
    }

    private static Touchpoint view(long number) {
        return new MixedLoad(1, 10).touchpoint(number, System.currentTimeMillis());
    }

    private static List<WeakReference<?>> references(Pack pack) {
        return List.of(
                new WeakReference<>(pack),
                new WeakReference<>(pack.rules()),
                new WeakReference<>(pack.momentType().type()));
    }

    /** A collection is only asked for, so it is asked for again; a leak would outlast any number of them. */
    private static void assertGone(List<WeakReference<?>> references) throws InterruptedException {
        for (int i = 0; left(references) > 0 && i < 50; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(references).extracting(WeakReference::get).containsOnlyNulls();
    }

    private static long left(List<WeakReference<?>> references) {
        return references.stream().filter(any -> any.get() != null).count();
    }
}
