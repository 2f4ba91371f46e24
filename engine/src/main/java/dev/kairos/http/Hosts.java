package dev.kairos.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells names and addresses of this machine's loopback from others. */
final class Hosts {

    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Hosts() {}

    /**
     * Whether a {@code Host} header names loopback. Where no key is asked for, a page anywhere could otherwise have its
     * own name resolve to this machine and call as if it were local (DNS rebinding).
     */
    static boolean namesLoopback(@Nullable String hostHeader) {
        if (hostHeader == null) {
            return false;
        }
        String host = PORT.matcher(hostHeader.trim().toLowerCase(Locale.ROOT)).replaceFirst("");
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || IPV4_LOOPBACK.matcher(host).matches();
    }

    /** Whether listening on this name or address is listening on loopback alone. Looks names up. */
    static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
