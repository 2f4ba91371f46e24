package dev.kairos.clients;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Segment's client for Java. After a failure it waits up to 30 s, and all that comes after waits with it. */
final class SegmentJavaClient implements DeliveringClient {

    private final Confirmations told = new Confirmations(name());
    private final Analytics client;

    SegmentJavaClient(String url) {
        client = Analytics.builder("key")
                .endpoint(url)
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
        return "segment-java";
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
