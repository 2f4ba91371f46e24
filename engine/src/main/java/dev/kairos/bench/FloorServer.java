package dev.kairos.bench;

import java.io.IOException;
import java.io.InputStream;

/**
 * The program of a {@link Floor}: some event loops on a free port of loopback, native transport where there is one. Says where
 * it listens, and ends when its standard input does.
 */
public final class FloorServer {

    private FloorServer() {}

    /** Whether this system has what event loops do best with. */
    static boolean isNative() {
        return NettyEcho.isNative();
    }

    /** @param arguments the floor's word, the protocol's, and how many event loops */
    public static void main(String[] arguments) throws IOException {
        Floor floor = Floor.ofWord(arguments.length == 3 ? arguments[0] : "")
                .orElseThrow(
                        () -> new IllegalArgumentException("say which floor, the protocol, and how many event loops"));
        boolean http2 = arguments[1].equals(Http2.WORD);
        int loops = Integer.parseInt(arguments[2]);
        int port = switch (floor) {
            case NETTY_ECHO -> NettyEcho.start(http2, loops);
            case VERTX_ECHO -> VertxEcho.start(false, loops);
            case VERTX_JSON -> VertxEcho.start(true, loops);
        };
        System.out.println(floor.word() + " at http://127.0.0.1:" + port);
        InputStream parent = System.in;
        while (parent.read() >= 0) {
            // Only its end is of interest: the one who started this is gone then.
        }
        System.exit(0);
    }
}
