package dev.kairos.oracle;

import dev.kairos.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A line of the shop's event log, read with nothing of the engine. */
record ShopEvent(
        String user,
        String session,
        String event,
        Instant at,
        String platform,
        String channel,
        String cohort,
        String lifecycle) {

    /** All of them in the order of the file; where it is missing, the test is skipped and says so. */
    static List<ShopEvent> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Checkout.sharedData("shop-events.csv.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(ShopEvent::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ShopEvent of(String line) {
        String[] cells = line.split(",", -1);
        Instant at = LocalDateTime.parse(cells[3].replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        return new ShopEvent(cells[0], cells[1], cells[2], at, cells[4], cells[5], cells[6], cells[7]);
    }
}
