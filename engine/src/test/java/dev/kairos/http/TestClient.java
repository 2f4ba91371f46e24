package dev.kairos.http;

import java.io.IOException;

/** A connection to a test server, in whatever version of HTTP. Requests are given as text of HTTP/1.1. */
interface TestClient extends AutoCloseable {

    TestClient send(String request) throws IOException;

    /** Goes on with the body of the last request, whose head has said how long it is. */
    TestClient send(byte[] bytes) throws IOException;

    /** Waits for the answer to the first request that has not been answered yet. */
    default RawClient.Response response() throws IOException {
        return response(true);
    }

    /** @param withBody false for the answer to HEAD, and for one that stays open */
    RawClient.Response response(boolean withBody) throws IOException;

    /** Of an answer that stays open, reads on to the end of the next line that is empty. */
    String block() throws IOException;

    /** Waits for the other side to end what it sends; true when nothing more came before. */
    boolean isClosed() throws IOException;

    void endOutput() throws IOException;

    @Override
    void close() throws IOException;
}
