package dev.kairos.rules;

/**
 * One rule of a {@link RuleBook}.
 *
 * @param index its place in {@link RuleBook#rules()}, by which proposals and firings name it
 * @param file the DRL file's path in the pack
 * @param line 1-based line of the word {@code rule}
 */
public record RuleInfo(String name, int index, String file, int line) {}
