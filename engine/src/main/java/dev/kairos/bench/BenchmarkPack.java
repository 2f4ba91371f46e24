package dev.kairos.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A pack of a given size, the same for the same size: as a rule 20 attributes of a person, 3 of the context, 40 actions
 * in 8 groups, 4 placements, gates of every kind, and as many rules as asked for. A rule has two to four constraints, one
 * or two of them equalities on keywords, as in packs that people write; about six of 200 fire for a customer.
 */
public final class BenchmarkPack {

    public static final List<String> PLACEMENTS = BenchmarkSize.ofRules(0).placementIds();
    private static final int ACTIONS = 40;
    private static final int GROUPS = 8;

    private BenchmarkPack() {}

    /** Writes it into an empty folder. */
    public static Path write(Path dir, int rules) {
        return write(dir, BenchmarkSize.ofRules(rules));
    }

    /** Writes it into an empty folder. */
    public static Path write(Path dir, BenchmarkSize size) {
        try {
            Files.createDirectories(dir.resolve("rules"));
            Files.writeString(dir.resolve("pack.yaml"), "name: benchmark\ntimeZone: Europe/Berlin\nlocale: en\n");
            Files.writeString(dir.resolve("schema.yaml"), schema(size));
            Files.writeString(dir.resolve("catalogue.yaml"), catalogue(size));
            Files.writeString(dir.resolve("rules/rules.drl"), rules(size));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return dir;
    }

    private static String schema(BenchmarkSize size) {
        StringBuilder yaml = new StringBuilder("person:\n");
        declare(yaml, "word", "keyword", size.words());
        declare(yaml, "count", "int", size.counts());
        declare(yaml, "amount", "decimal", size.amounts());
        for (int i = 0; i < size.others(); i++) {
            yaml.append("  %s: %s%n"
                    .formatted(
                            other(i), List.of("boolean", "instant", "keywords").get(i % 3)));
        }
        return yaml.append("context:\n  page: keyword\n  basketValue: decimal\n  device: keyword\n")
                .toString();
    }

    private static void declare(StringBuilder yaml, String name, String type, int count) {
        for (int i = 0; i < count; i++) {
            yaml.append("  %s%d: %s%n".formatted(name, i, type));
        }
    }

    /** The name of the n-th attribute that no rule asks for. */
    static String other(int n) {
        String name = List.of("flag", "since", "tags").get(n % 3);
        return n < 3 ? name : name + n;
    }

    private static String catalogue(BenchmarkSize size) {
        StringBuilder yaml = new StringBuilder("purposes:\n  marketing: granted\n  service: granted\ngroups:\n");
        for (int i = 0; i < GROUPS; i++) {
            yaml.append("  group-%d: a group%n".formatted(i));
        }
        yaml.append("placements:\n");
        List<String> placements = size.placementIds();
        placements.forEach(
                id -> yaml.append("  %s: {fallback: frag-default-%s}%n".formatted(id, id.replace('.', '-'))));
        String small = String.join(", ", placements.subList(2, placements.size()));
        yaml.append("actions:\n");
        for (int i = 0; i < ACTIONS; i++) {
            yaml.append("  action-%d:%n    group: group-%d%n    purpose: %s%n    value: %d%n    propensity: 0.%02d%n"
                    .formatted(i, i % GROUPS, i % 4 == 0 ? "service" : "marketing", 10 + i, 1 + i % 40));
            yaml.append("    treatments:\n");
            yaml.append("      - {placements: [home.hero, home.sidebar], fragment: frag-%d-wide}%n".formatted(i));
            yaml.append("      - {placements: [%s], fragment: frag-%d-small}%n".formatted(small, i));
        }
        return yaml.append(
                        "contactPolicies:\n  each-week: {all: true, each: true, outcome: impression, max: 5, window: 7d}\n")
                .append("holdouts:\n  control: {share: 0.05, salt: benchmark, all: true}\n")
                .toString();
    }

    private static String rules(BenchmarkSize size) {
        StringBuilder drl = new StringBuilder();
        BenchmarkRule.of(size).forEach(rule -> drl.append(rule.drl()));
        return drl.toString();
    }
}
