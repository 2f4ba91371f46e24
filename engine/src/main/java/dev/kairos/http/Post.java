package dev.kairos.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a route that is answered later.
 *
 * @param query what follows the {@code ?}, not decoded; empty when there is none
 * @param body holds the whole body, unpacked, in its first {@code length} bytes; another call's as soon as
 *     {@link Route.Begin#begin} returns
 * @param bodyKey to be given the key that the body carries, or null when it has none, before anything is done: throws
 *     the 401 unless the call may do what it asks for
 */
record Post(String query, HttpHeaders headers, byte[] body, int length, Consumer<@Nullable String> bodyKey) {}
