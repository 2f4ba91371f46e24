package dev.kairos.http;

/**
 * One call of a route that is served away from the event loops.
 *
 * @param parameter what stands at the path's {@code {name}}, decoded; empty when the path has none
 * @param query what follows the {@code ?}, not decoded; empty when there is none
 * @param body whole and unpacked; empty when there is none
 */
public record Call(String parameter, String query, byte[] body) {}
