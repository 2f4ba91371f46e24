package dev.kairos.http;

/**
 * How an {@link Exchange} reaches its caller, in whatever version of HTTP. Touched only by the loop of its connection,
 * unless a method says otherwise.
 */
interface Wire {

    /** The request is in to its last byte. */
    void requestIsIn();

    /** Asks for the body that the caller holds back. */
    void proceed();

    /** @param last whether nothing more is taken from the caller after this, which {@link #close} then sees to */
    void reply(Reply reply, Incoming to, boolean last);

    void answer(Answer answer, Incoming to, boolean last);

    /** @param document that says what the problem is */
    void problem(Problem problem, Answer document, Incoming to, boolean last);

    /** Begins an answer that stays open, with 200. */
    void open(String contentType, HeaderLines lines);

    /** Goes on with an answer that stays open. */
    void push(byte[] piece);

    /** Whether the caller reads what it is sent, as far as can be seen. */
    boolean isWritable();

    /** Whether the answer to be given now is the last for other reasons than the request. */
    boolean isEnding();

    void pauseReading();

    /** Takes what was held back, as far as it can be taken now, and reads on. From any thread. */
    void readOn();

    /** Takes nothing more, once what was written is sent. */
    void close();
}
