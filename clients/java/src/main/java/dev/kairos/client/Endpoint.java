package dev.kairos.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Where the server is, and how it is called. Blocks the calling thread for as long as a call lasts. Any thread. */
final class Endpoint {

    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final HttpClient http;
    private final HttpRequest.Builder decide;
    private final HttpRequest.Builder batch;

    Endpoint(HttpClient http, URI server, String key) {
        this.http = http;
        decide = template(server, "/v1/decide", key);
        batch = template(server, "/v1/batch", key);
    }

    private static HttpRequest.Builder template(URI server, String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .header("User-Agent", "kairos-client-java");
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> decide(String body, boolean globalPrivacyControl, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = decide.copy().timeout(patience).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(globalPrivacyControl ? request.header("Sec-GPC", "1") : request);
    }

    HttpResponse<String> batch(byte[] body, Duration patience) throws IOException, InterruptedException {
        return send(batch.copy().timeout(patience).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Not sendAsync, which hands each answer to another thread, and on one core makes a new one for it. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), answer -> new BoundedBody(MAX_ANSWER_BYTES));
    }
}
