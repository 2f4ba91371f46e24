package dev.kairos.bench;

import java.io.IOException;
import java.nio.channels.Selector;

/** How requests are sent. */
interface Protocol {

    Protocol HTTP_1_1 = new Http1();

    /** As in options and files. */
    String word();

    /** The bytes of a request, the body last and in one piece. They are to be good for any connection and any number of times. */
    byte[] encode(Target target, String path, byte[] body);

    /** Connects, blocking until it is done. */
    Connection connect(Target target, Selector selector, Answers answers) throws IOException;
}
