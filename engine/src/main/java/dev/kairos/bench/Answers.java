package dev.kairos.bench;

import java.io.IOException;

/** Whom a connection tells of answers. */
interface Answers {

    /**
     * A request was answered. The connection may be sent another one from within.
     *
     * @param dueNanos what was said when it was sent
     * @param answer valid until this returns
     */
    void answered(Connection connection, Request request, long dueNanos, Answer answer) throws IOException;
}
