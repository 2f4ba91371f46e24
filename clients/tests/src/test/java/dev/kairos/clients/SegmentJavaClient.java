package dev.kairos.clients;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Segment's client for Java. */
final class SegmentJavaClient extends SegmentFamilyJavaClient {

    private final Analytics client;

    SegmentJavaClient(String url) {
        super("segment-java");
        client = Analytics.builder("key")
                .endpoint(url)
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
