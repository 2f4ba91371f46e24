package dev.kairos.clients;

import com.rudderstack.sdk.java.analytics.Callback;
import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.Message;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** RudderStack's client for Java, which packs its batches. */
final class RudderJavaClient extends SegmentFamilyJavaClient {

    private final RudderAnalytics client;

    RudderJavaClient(String url) {
        super("rudderstack-java");
        client = RudderAnalytics.builder("key")
                .setDataPlaneUrl(url)
                .flushQueueSize(BATCH)
                .flushInterval(1, TimeUnit.SECONDS)
                .retries(RETRIES)
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
    void enqueue(String messageId, Map<String, Object> properties) {
        client.enqueue(
                TrackMessage.builder(EVENT).userId(name()).messageId(messageId).properties(properties));
    }

    @Override
    void flush() {
        client.flush();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
