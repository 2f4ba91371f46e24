package dev.kairos.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A server on loopback.
 *
 * @param host 127.0.0.1, localhost or [::1], as it is written in a request
 * @param key for those calls that need one; empty for none
 */
record Target(String host, int port, String key) {

    static Target local(int port, String key) {
        return new Target("127.0.0.1", port, key);
    }

    InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
