package dev.kairos.bench;

/**
 * Something that happened in a server while it was under load.
 *
 * @param kind gc or reload
 * @param atMs when it began, since 1970
 */
record Mark(String server, String kind, long atMs, double durationMs, String text) {}
