package dev.kairos.bench;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * A server that somebody else has started, on loopback.
 *
 * @param host 127.0.0.1, localhost or [::1]
 * @param key that its calls need, a secret one where the pack is to be loaded again; empty for none
 */
public record RunningServer(String host, int port, String key) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int HTTP_PORT = 80;

    /** @throws IllegalArgumentException with a message for the user, for anything but HTTP on loopback */
    public static RunningServer parse(String url, String key) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + url + "' is no URL such as http://127.0.0.1:8080", e);
        }
        String path = uri.getRawPath();
        if (!"http".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || path != null && !path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException("'" + url + "' is no URL such as http://127.0.0.1:8080");
        }
        if (!LOOPBACK.contains(uri.getHost())) {
            throw new IllegalArgumentException("load is put on this machine only, on 127.0.0.1, localhost or [::1]: "
                    + uri.getHost() + " may be somebody else's");
        }
        if (!key.matches("[!-~]*")) {
            throw new IllegalArgumentException("a key has visible ASCII characters only");
        }
        return new RunningServer(uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort(), key);
    }
}
