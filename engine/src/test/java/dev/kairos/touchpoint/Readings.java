package dev.kairos.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads bodies in tests. */
final class Readings {

    static final long NOW = 1_773_000_000_000L;

    private Readings() {}

    static Reading segment(String body) {
        return segment(body, Delivery.at(NOW));
    }

    static Reading segment(String body, Delivery delivery) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return SegmentReader.read(bytes, bytes.length, delivery);
    }

    static Reading cloudEvents(Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return CloudEventReader.read(bytes, bytes.length, new Delivery(NOW, null, null, false, false, headers));
    }

    static Touchpoint one(Reading reading) {
        Reading.Rows rows = rows(reading);
        assertThat(rows.bad()).isEmpty();
        assertThat(rows.good()).hasSize(1);
        return rows.good().get(0);
    }

    static BadRow bad(Reading reading) {
        Reading.Rows rows = rows(reading);
        assertThat(rows.good()).isEmpty();
        assertThat(rows.bad()).hasSize(1);
        return rows.bad().get(0);
    }

    static Reading.Rows rows(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Rows.class);
        return (Reading.Rows) reading;
    }

    static Reading.Refused refused(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return (Reading.Refused) reading;
    }
}
