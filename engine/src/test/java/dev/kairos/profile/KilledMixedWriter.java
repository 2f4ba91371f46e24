package dev.kairos.profile;

import dev.kairos.metrics.Metrics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process that {@link MixedKillTest} kills: applies {@link MixedChanges} from where the store is, and says on stdout
 * how far it is, while another thread takes one snapshot after the other.
 */
final class KilledMixedWriter {

    private static final int STEP = 25;

    private KilledMixedWriter() {}

    /** @param args the folder */
    public static void main(String[] args) throws IOException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        ProfileStore store = ProfileStore.open(
                Path.of(args[0]), MixedChanges.schema(), StoreOptions.ofCapacity(MixedChanges.CAPACITY), new Metrics());
        Thread snapshots = new Thread(() -> {
            while (true) {
                store.snapshots().take(new byte[0], 2);
            }
        });
        snapshots.setDaemon(true);
        snapshots.start();
        for (long first = store.position() + 1; ; first += STEP) {
            MixedChanges.apply(store, first, first + STEP - 1);
            out.write((first + STEP - 1 + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
