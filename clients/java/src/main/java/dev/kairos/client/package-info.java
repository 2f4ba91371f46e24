/**
 * Decisions and touchpoints for services, on the JDK's HTTP client alone.
 *
 * <pre>{@code
 * try (KairosClient kairos = KairosClient.builder("http://127.0.0.1:8080").build()) {
 *     Decisions decisions = kairos.decideNow(
 *             DecideRequest.builder("web", "home.hero").userId("c-42").build());
 *     String fragment = decisions.of("home.hero").fragmentOr("default-hero");
 *     kairos.track("c-42", "Page Viewed", Map.of("page", "/home"));
 * }
 * }</pre>
 *
 * <p>Where a method takes or returns null, its description says so.
 */
package dev.kairos.client;
