package dev.kairos.cli;

import dev.kairos.bulk.EventSink;
import dev.kairos.journey.Intake;
import dev.kairos.journey.Receipt;
import dev.kairos.journey.Wait;
import dev.kairos.touchpoint.BadRow;
import dev.kairos.touchpoint.Delivery;
import dev.kairos.touchpoint.Reading;
import dev.kairos.touchpoint.SegmentReader;
import dev.kairos.touchpoint.Touchpoint;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Puts touchpoints into the journal of this process, and waits until each batch is applied. */
final class LocalEventSink implements EventSink {

    private static final long BUSY_PAUSE_NANOS = 2_000_000;

    private final Intake intake;
    private final InstantSource clock;

    /** @param clock when they arrive */
    LocalEventSink(Intake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public Result send(byte[] body, int rows) {
        Reading reading = SegmentReader.read(body, body.length, Delivery.at(clock.millis()));
        if (reading instanceof Reading.Refused refused) {
            return new Result.Stopped(refused.detail());
        }
        Reading.Rows read = (Reading.Rows) reading;
        Receipt receipt = taken(read.good());
        if (receipt != Receipt.TAKEN) {
            return new Result.Stopped(receipt.message());
        }
        Map<Integer, String> rejected = new HashMap<>();
        for (BadRow row : read.bad()) {
            rejected.put(row.index(), row.pointer().isEmpty() ? row.reason() : row.pointer() + ": " + row.reason());
        }
        return new Result.Taken(rejected);
    }

    /** What the journal is too busy for is offered again: what of it was taken already counts once. */
    private Receipt taken(List<Touchpoint> touchpoints) {
        while (true) {
            CompletableFuture<Receipt> receipt = new CompletableFuture<>();
            intake.touchpoints(touchpoints, Wait.APPLIED, receipt::complete);
            if (receipt.join() != Receipt.BUSY) {
                return receipt.join();
            }
            LockSupport.parkNanos(BUSY_PAUSE_NANOS);
        }
    }
}
