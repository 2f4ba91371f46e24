package dev.kairos.clients;

import java.util.List;

/**
 * What a client was given to deliver, and what became of it as far as it says.
 *
 * @param given the message ids of all events
 * @param failed those that it gave up
 */
record GivenEvents(List<String> given, List<String> failed) {}
