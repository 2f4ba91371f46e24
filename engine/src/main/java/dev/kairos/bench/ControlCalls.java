package dev.kairos.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The calls that are no load: metrics, and a pack's reload. Blocks. */
final class ControlCalls {

    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 120_000;

    private final Target target;
    private final String secretKey;

    /** @param secretKey empty for none */
    ControlCalls(Target target, String secretKey) {
        this.target = target;
        this.secretKey = secretKey;
    }

    /** What the server says of itself; null when it says nothing that is to be had. */
    @Nullable
    String metrics() {
        try {
            return call("GET", "/metrics");
        } catch (IOException notOurs) {
            return null;
        }
    }

    /** Makes the server load its pack again. @throws IOException with what it said, when it did not */
    void reload() throws IOException {
        call("POST", "/v1/pack/reload");
    }

    private String call(String method, String path) throws IOException {
        URI uri = URI.create("http://" + target.host() + ":" + target.port() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_MS);
            connection.setReadTimeout(READ_MS);
            if (!secretKey.isEmpty()) {
                connection.setRequestProperty("X-API-Key", secretKey);
            }
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (status != HttpURLConnection.HTTP_OK) {
                    throw new IOException(method + " " + path + " was answered with status " + status + ": " + text);
                }
                return text;
            }
        } finally {
            connection.disconnect();
        }
    }
}
