package dev.kairos.http;

import java.util.List;

/**
 * How the server listens, immutable and valid. A constructor throws {@link IllegalArgumentException} with the name, the
 * value and what it may be.
 *
 * @param host name or address to listen on; other than loopback it needs keys
 * @param port 0 for any free one
 * @param eventLoops threads that serve connections; each has an endpoint of its own
 * @param corsOrigins origins whose pages may call with a write key; {@code *} for all
 */
public record ServerSettings(
        String host, int port, int eventLoops, KeySet keys, Limits limits, List<String> corsOrigins) {

    public static final ServerSettings DEFAULT = new ServerSettings(
            "127.0.0.1",
            8080,
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            KeySet.NONE,
            Limits.DEFAULT,
            List.of("*"));

    public ServerSettings {
        corsOrigins = List.copyOf(corsOrigins);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": 0 to 65535");
        }
        if (eventLoops < 1 || eventLoops > 256) {
            throw new IllegalArgumentException("event loops " + eventLoops + ": 1 to 256");
        }
        corsOrigins.forEach(ServerSettings::checkOrigin);
    }

    public ServerSettings withHost(String other) {
        return new ServerSettings(other, port, eventLoops, keys, limits, corsOrigins);
    }

    public ServerSettings withPort(int other) {
        return new ServerSettings(host, other, eventLoops, keys, limits, corsOrigins);
    }

    public ServerSettings withEventLoops(int other) {
        return new ServerSettings(host, port, other, keys, limits, corsOrigins);
    }

    public ServerSettings withKeys(KeySet other) {
        return new ServerSettings(host, port, eventLoops, other, limits, corsOrigins);
    }

    public ServerSettings withLimits(Limits other) {
        return new ServerSettings(host, port, eventLoops, keys, other, corsOrigins);
    }

    public ServerSettings withCorsOrigins(List<String> other) {
        return new ServerSettings(host, port, eventLoops, keys, limits, other);
    }

    private static void checkOrigin(String origin) {
        if (!origin.equals("*") && !origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            throw new IllegalArgumentException(
                    "CORS origin '" + origin + "': * or scheme and host, e.g. https://www.example.com");
        }
    }
}
