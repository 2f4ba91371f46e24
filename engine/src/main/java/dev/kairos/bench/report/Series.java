package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Results of one class of benchmarks that differ in one parameter and are the same in all others, several such series
 * together.
 *
 * @param lines by what tells them apart; each has two results or more, by the value of the parameter
 * @param numeric whether all values are numbers above 0
 */
record Series(String benchmark, String parameter, Map<String, Map<String, JmhResult>> lines, boolean numeric) {

    private static final String METHOD = "";

    /** All series there are, one of these for each class and parameter. */
    static List<Series> of(List<JmhResult> results) {
        Map<String, List<JmhResult>> byClass = new TreeMap<>();
        for (JmhResult result : results) {
            if (result.typical().isThere()) {
                byClass.computeIfAbsent(result.type(), type -> new ArrayList<>())
                        .add(result);
            }
        }
        List<Series> all = new ArrayList<>();
        byClass.forEach((type, ofType) -> {
            Set<String> parameters = new LinkedHashSet<>();
            ofType.forEach(result -> parameters.addAll(result.parameters().keySet()));
            parameters.forEach(parameter -> add(all, type, parameter, ofType));
        });
        return all;
    }

    private static void add(List<Series> all, String type, String parameter, List<JmhResult> results) {
        Map<Map<String, String>, Map<String, JmhResult>> groups = new LinkedHashMap<>();
        for (JmhResult result : results) {
            if (!result.parameter(parameter).isEmpty()) {
                groups.computeIfAbsent(others(result, parameter), key -> new LinkedHashMap<>())
                        .put(result.parameter(parameter), result);
            }
        }
        groups.values().removeIf(group -> group.size() < 2);
        if (groups.isEmpty()) {
            return;
        }
        Set<String> telling = telling(groups.keySet());
        Map<String, Map<String, JmhResult>> lines = new LinkedHashMap<>();
        groups.forEach((key, group) -> lines.put(label(key, telling), sorted(group)));
        boolean numeric = lines.values().stream()
                .flatMap(group -> group.keySet().stream())
                .allMatch(value -> number(value) > 0);
        all.add(new Series(type, parameter, lines, numeric));
    }

    private static Map<String, String> others(JmhResult result, String parameter) {
        Map<String, String> others = new LinkedHashMap<>();
        others.put(METHOD, result.method());
        others.putAll(result.parameters());
        others.remove(parameter);
        return others;
    }

    /** The parameters that are not the same in all groups. */
    private static Set<String> telling(Set<Map<String, String>> keys) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        keys.forEach(key -> key.forEach((name, value) ->
                values.computeIfAbsent(name, any -> new TreeSet<>()).add(value)));
        values.values().removeIf(different -> different.size() < 2);
        return values.keySet();
    }

    private static String label(Map<String, String> key, Set<String> telling) {
        List<String> parts = new ArrayList<>();
        key.forEach((name, value) -> {
            if (telling.contains(name)) {
                parts.add(name.equals(METHOD) ? value : name + " " + Shown.grouped(value));
            }
        });
        return parts.isEmpty() ? key.getOrDefault(METHOD, "") : String.join(", ", parts);
    }

    private static Map<String, JmhResult> sorted(Map<String, JmhResult> group) {
        Map<String, JmhResult> sorted = new LinkedHashMap<>();
        group.entrySet().stream()
                .sorted((a, b) -> Double.compare(number(a.getKey()), number(b.getKey())))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** -1 where it is none, or not above 0. */
    static double number(String value) {
        boolean plain = value.matches("[0-9]{1,15}(\\.[0-9]{1,6})?");
        return plain && Double.parseDouble(value) > 0 ? Double.parseDouble(value) : -1;
    }

    List<JmhResult> results() {
        return lines.values().stream().flatMap(line -> line.values().stream()).toList();
    }

    String title() {
        return benchmark + " by " + parameter;
    }
}
