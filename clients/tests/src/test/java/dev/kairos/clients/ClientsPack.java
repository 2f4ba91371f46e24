package dev.kairos.clients;

import java.io.IOException;
import java.nio.file.Path;

/** A pack that counts what clients deliver: how many, and their numbers and squares summed. */
final class ClientsPack {

    private static final String SCHEMA = """
            person: {segment: keyword}
            context: {n: long, square: long}
            counters:
              delivered: {event: Delivered, window: 7d}
              sum: {event: Delivered, kind: sum, of: n, window: 7d}
              squares: {event: Delivered, kind: sum, of: square, window: 7d}
            """;

    private static final String CATALOGUE = """
            purposes: {marketing: granted, profiling: granted}
            groups: {g: Group}
            placements: {home: {fallback: nothing}}
            actions: {one: {group: g, treatments: [fragment]}}
            """;

    private ClientsPack() {}

    static Path writeTo(Path folder) throws IOException {
        return new PackFiles(
                        "clients", SCHEMA, CATALOGUE, "rule \"R\" when Moment() then decision.propose(\"one\"); end\n")
                .writeTo(folder);
    }
}
