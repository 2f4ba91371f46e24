package dev.kairos.benchmarks.http;

import dev.kairos.bench.Zipf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Decide calls ready to be sent, for customers of the demo drawn by a Zipf distribution: few come often, most seldom.
 * Seeded, so that both sides of a comparison get the same.
 */
final class DecideRequests {

    private static final int COUNT = 8192;
    private static final double EXPONENT = 0.99;
    private static final String[] PAGES = {"/", "/accounts", "/cards", "/loans/calculator", "/checkout", "/search"};
    private static final String[] DEVICES = {"phone", "tablet", "desktop"};

    private final ByteBuffer[] requests = new ByteBuffer[COUNT];
    private int next;

    /** @param customers how many there are: {@code c-1} to {@code c-N} */
    DecideRequests(int port, String path, String key, int customers, long seed) {
        Random random = new Random(seed);
        Zipf ranks = new Zipf(customers, EXPONENT, seed);
        for (int i = 0; i < COUNT; i++) {
            byte[] body = body(ranks.next() + 1, random).getBytes(StandardCharsets.UTF_8);
            byte[] head = head(port, path, key, body.length).getBytes(StandardCharsets.US_ASCII);
            requests[i] = ByteBuffer.allocateDirect(head.length + body.length)
                    .put(head)
                    .put(body)
                    .flip();
        }
    }

    /** The next one, to be read from its start; shared, so one at a time. */
    ByteBuffer next() {
        next = (next + 1) % COUNT;
        return requests[next].duplicate();
    }

    private static String head(int port, String path, String key, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + (key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n")
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String body(int customer, Random random) {
        return """
                {"userId":"c-%d","channel":"web","locale":"en-GB","placements":["home.hero","home.sidebar"],\
                "context":{"page":"%s","device":"%s","basketValue":%d.%02d}}""".formatted(
                        customer,
                        PAGES[random.nextInt(PAGES.length)],
                        DEVICES[random.nextInt(DEVICES.length)],
                        random.nextInt(500),
                        random.nextInt(100));
    }
}
