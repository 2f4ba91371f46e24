package dev.kairos.rules;

/**
 * A DRL file as its author wrote it.
 *
 * @param path relative to the pack's folder, with forward slashes: what mistakes name
 */
public record RuleFile(String path, String text) {}
