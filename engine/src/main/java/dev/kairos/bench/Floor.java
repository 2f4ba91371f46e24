package dev.kairos.bench;

import java.util.Locale;
import java.util.Optional;

/** A server that does as little as can be for a call, in a process of its own: what Kairos is compared with. */
public enum Floor {
    /** Netty: HTTP codec, aggregator and a handler that gives a POST its body back. */
    NETTY_ECHO("raw Netty echo"),
    /** The same by a server of Vert.x. */
    VERTX_ECHO("raw Vert.x echo"),
    /** A server of Vert.x that reads the body as JSON and writes it as JSON again. */
    VERTX_JSON("Vert.x echo that parses the JSON and writes it again");

    private final String what;

    Floor(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    /** As in options and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Floor> ofWord(String word) {
        for (Floor floor : values()) {
            if (floor.word().equals(word)) {
                return Optional.of(floor);
            }
        }
        return Optional.empty();
    }
}
