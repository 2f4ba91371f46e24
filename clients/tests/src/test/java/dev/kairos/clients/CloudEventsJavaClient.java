package dev.kairos.clients;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The CloudEvents SDK for Java: every other event in binary form. Whoever uses it tries again by themselves. */
final class CloudEventsJavaClient implements DeliveringClient {

    private static final int MOST_ATTEMPTS = 600;
    private static final long BETWEEN_MS = 100;

    private final Confirmations told = new Confirmations(name());
    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    CloudEventsJavaClient(String server) {
        url = URI.create(server + "/v1/events");
    }

    @Override
    public String name() {
        return "cloudevents-java";
    }

    @Override
    public void give(int events) {
        for (int i = 0; i < events; i++) {
            String id = told.give();
            long n = told.count();
            CloudEvent event = CloudEventBuilder.v1()
                    .withId(id)
                    .withSource(URI.create("/shop"))
                    .withType(EVENT)
                    .withSubject(name())
                    .withData(
                            "application/json",
                            ("{\"n\":" + n + ",\"square\":" + n * n + "}").getBytes(StandardCharsets.UTF_8))
                    .build();
            sender.execute(() -> deliver(event, n % 2 == 0));
        }
    }

    private void deliver(CloudEvent event, boolean binary) {
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                if (isTaken(event, binary)) {
                    told.delivered();
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        told.failed(event.getId());
    }

    private boolean isTaken(CloudEvent event, boolean binary) throws InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10));
        var writer = HttpMessageFactory.createWriter(
                post::header, body -> post.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        if (binary) {
            writer.writeBinary(event);
        } else {
            writer.writeStructured(event, JsonFormat.CONTENT_TYPE);
        }
        try {
            return http.send(post.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException theServerIsAway) {
            return false;
        }
    }

    @Override
    public GivenEvents end() throws InterruptedException {
        return told.await();
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
