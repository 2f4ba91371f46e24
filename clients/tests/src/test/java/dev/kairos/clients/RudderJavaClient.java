package dev.kairos.clients;

import com.rudderstack.sdk.java.analytics.Callback;
import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.Message;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** RudderStack's client for Java, which packs its batches. After a failure it waits up to 30 s, and all that comes after waits with it. */
final class RudderJavaClient implements DeliveringClient {

    private final Confirmations told = new Confirmations(name());
    private final RudderAnalytics client;

    RudderJavaClient(String url) {
        client = RudderAnalytics.builder("key")
                .setDataPlaneUrl(url)
                .flushQueueSize(20)
                .flushInterval(1, TimeUnit.SECONDS)
                .retries(20)
                .callback(new Callback() {
                    @Override
                    public void success(Message message) {
                        told.delivered();
                    }

                    @Override
                    public void failure(Message message, Throwable why) {
                        told.failed(message.messageId());
                    }
                })
                .build();
    }

    @Override
    public String name() {
        return "rudderstack-java";
    }

    @Override
    public void give(int events) {
        for (int i = 0; i < events; i++) {
            String id = told.give();
            long n = told.count();
            client.enqueue(TrackMessage.builder(EVENT)
                    .userId(name())
                    .messageId(id)
                    .properties(Map.of("n", n, "square", n * n)));
        }
    }

    @Override
    public GivenEvents end() throws InterruptedException {
        client.flush();
        return told.await();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
