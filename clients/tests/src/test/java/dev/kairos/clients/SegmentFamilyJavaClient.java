package dev.kairos.clients;

import java.util.Map;

/**
 * One of the clients for Java that go back to Segment's: alike to use, in packages of their own. After a failure it waits
 * up to 30 s, and all that comes after waits with it.
 */
abstract class SegmentFamilyJavaClient implements DeliveringClient {

    /** So many events a batch, and so many tries of one. */
    static final int BATCH = 20;

    static final int RETRIES = 20;

    /** Told by the client's callback. */
    final Confirmations told;

    private final String name;

    SegmentFamilyJavaClient(String name) {
        this.name = name;
        told = new Confirmations(name);
    }

    /** Hands a {@link #EVENT} of the user {@link #name()} to the client. */
    abstract void enqueue(String messageId, Map<String, Object> properties);

    abstract void flush();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void give(int events) {
        for (int i = 0; i < events; i++) {
            String id = told.give();
            long n = told.count();
            enqueue(id, Map.of("n", n, "square", n * n));
        }
    }

    @Override
    public final GivenEvents end() throws InterruptedException {
        flush();
        return told.await();
    }
}
