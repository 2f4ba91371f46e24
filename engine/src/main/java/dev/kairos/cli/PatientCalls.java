package dev.kairos.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts to one address of a server; one that is busy is asked again for {@value #PATIENCE_SECONDS} s. */
final class PatientCalls {

    private static final int PATIENCE_SECONDS = 60;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private final URI address;
    private final @Nullable String key;
    private final String contentType;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    PatientCalls(URI server, String path, @Nullable String key, String contentType) {
        this.address = URI.create(server.toString().replaceAll("/+$", "") + path);
        this.key = key;
        this.contentType = contentType;
    }

    URI address() {
        return address;
    }

    /** What it cannot answer for, told to the person who runs the command. */
    static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = request(body);
        for (int waited = 0; ; ) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean busy = answer.statusCode() == 429 || answer.statusCode() == 503;
            if (!busy || waited >= PATIENCE_SECONDS) {
                return answer;
            }
            int seconds = (int) answer.headers().firstValueAsLong("Retry-After").orElse(1);
            TimeUnit.SECONDS.sleep(Math.min(5, Math.max(1, seconds)));
            waited += Math.max(1, seconds);
        }
    }

    private HttpRequest request(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }
}
