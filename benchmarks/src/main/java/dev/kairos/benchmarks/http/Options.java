package dev.kairos.benchmarks.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** {@code --name value} pairs of a command line. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    /** @throws IllegalArgumentException at a name that is not known or has no value */
    Options(String[] args, Set<String> known) {
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || !known.contains(args[i].substring(2)) || i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " is not one of " + known + ", or has no value");
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }
}
