package dev.kairos.journey;

import dev.kairos.profile.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A process that puts a mixed load into an update path until it is killed, one snapshot after the other being taken, and
 * writes down the number of each record that was acknowledged, before and beside what the path itself writes.
 */
final class KilledUpdates {

    /** Said when it is about to open, and when it has. */
    static final String STARTED = "started";

    static final String OPEN = "open";

    private static final UpdateSettings SETTINGS = new UpdateSettings(
            Updates.SETTINGS.durability(),
            Updates.SETTINGS.retention(),
            Duration.ofMillis(1),
            Updates.SETTINGS.dedupe(),
            Updates.SETTINGS.care(),
            Updates.SETTINGS.store());

    private static final int MOST_UNDER_WAY = 64;

    private KilledUpdates() {}

    /** @param arguments folder, seed, first number */
    public static void main(String[] arguments) throws IOException {
        Path dir = Path.of(arguments[0]);
        long number = Long.parseLong(arguments[2]);
        MixedLoad load = new MixedLoad(Long.parseLong(arguments[1]), 40);
        Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
        System.out.println(STARTED);
        try (FileChannel acknowledged = FileChannel.open(
                        dir.resolve("acknowledged"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Updates updates = Updates.open(dir, InstantSource.system(), SETTINGS)) {
            System.out.println(OPEN);
            while (true) {
                underWay.acquireUninterruptibly();
                submit(number++, load, updates, acknowledged, underWay);
            }
        }
    }

    private static void submit(
            long number, MixedLoad load, Updates updates, FileChannel acknowledged, Semaphore underWay) {
        if (number % 50 == 49) {
            updates.intake().split(load.user(), load.visitor(), result -> underWay.release());
        } else if (number % 5 == 4) {
            Change change = load.change(number);
            boolean numbered = !(change instanceof Change.Erase);
            Wait wait = number % 2 == 0 ? Wait.NONE : Wait.APPLIED;
            updates.intake().changes(List.of(change), wait, results -> {
                write(acknowledged, results[0].done() && numbered ? "c " + number + "\n" : "");
                underWay.release();
            });
        } else {
            Wait wait = number % 3 == 0 ? Wait.APPLIED : Wait.NONE;
            var touchpoint = load.touchpoint(number, System.currentTimeMillis());
            updates.intake().touchpoints(List.of(touchpoint), wait, receipt -> {
                write(acknowledged, receipt == Receipt.TAKEN ? "t " + touchpoint.messageId() + "\n" : "");
                underWay.release();
            });
        }
    }

    private static void write(FileChannel to, String line) {
        try {
            if (!line.isEmpty()) {
                to.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
