package dev.kairos.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1, kept alive, one request at a time on a connection: no client pipelines. */
final class Http1 implements Protocol {

    @Override
    public String word() {
        return "http/1.1";
    }

    @Override
    public byte[] encode(Target target, String path, byte[] body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + target.host() + ":" + target.port() + "\r\n"
                + (target.key().isEmpty() ? "" : "Authorization: Bearer " + target.key() + "\r\n")
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, whole, 0, headBytes.length);
        System.arraycopy(body, 0, whole, headBytes.length, body.length);
        return whole;
    }

    @Override
    public Connection connect(Target target, Selector selector, Answers answers) throws IOException {
        return new Http1Connection(target, selector, answers);
    }
}
