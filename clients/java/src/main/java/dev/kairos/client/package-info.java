/** Decisions and touchpoints for services, on the JDK's HTTP client alone. */
package dev.kairos.client;
