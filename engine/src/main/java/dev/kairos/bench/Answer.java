package dev.kairos.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An answer where a connection has it in its buffer: only to be looked at until the next is read. One thread. */
final class Answer {

    private int status;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int bodyFrom;
    private int bodyTo;

    /** Of a connection that has a whole one. */
    Answer set(int newStatus, ByteBuffer newBytes, int newBodyFrom, int newBodyTo) {
        status = newStatus;
        bytes = newBytes;
        bodyFrom = newBodyFrom;
        bodyTo = newBodyTo;
        return this;
    }

    int status() {
        return status;
    }

    /** Where in the body a text begins, from its start, or -1. */
    int indexOf(byte[] text) {
        int last = bodyTo - text.length;
        for (int at = bodyFrom; at <= last; at++) {
            int i = 0;
            while (i < text.length && bytes.get(at + i) == text[i]) {
                i++;
            }
            if (i == text.length) {
                return at - bodyFrom;
            }
        }
        return -1;
    }

    /** A byte of the body. */
    byte at(int index) {
        return bytes.get(bodyFrom + index);
    }

    int bodyLength() {
        return bodyTo - bodyFrom;
    }

    /** For messages and checks. */
    String body() {
        byte[] copy = new byte[bodyLength()];
        bytes.get(bodyFrom, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
