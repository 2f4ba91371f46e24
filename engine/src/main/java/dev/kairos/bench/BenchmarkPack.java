package dev.kairos.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A pack of a given size, the same for the same size: 20 attributes of a person, 3 of the context, 40 actions in 8
 * groups, 4 placements, gates of every kind, and as many rules as asked for. A rule has two to four constraints, one or
 * two of them equalities on keywords, as in packs that people write; about six of 200 fire for a customer.
 */
public final class BenchmarkPack {

    public static final List<String> PLACEMENTS = List.of("home.hero", "home.sidebar", "app.card", "account.banner");
    static final int KEYWORDS = 8;
    static final int WORDS = 25;
    static final int INTS = 5;
    static final int DECIMALS = 4;
    private static final int ACTIONS = 40;
    private static final int GROUPS = 8;

    private BenchmarkPack() {}

    /** Writes it into an empty folder. */
    public static Path write(Path dir, int rules) {
        try {
            Files.createDirectories(dir.resolve("rules"));
            Files.writeString(dir.resolve("pack.yaml"), "name: benchmark\ntimeZone: Europe/Berlin\nlocale: en\n");
            Files.writeString(dir.resolve("schema.yaml"), schema());
            Files.writeString(dir.resolve("catalogue.yaml"), catalogue());
            Files.writeString(dir.resolve("rules/rules.drl"), rules(rules));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return dir;
    }

    private static String schema() {
        StringBuilder yaml = new StringBuilder("person:\n");
        for (int i = 0; i < KEYWORDS; i++) {
            yaml.append("  word%d: keyword%n".formatted(i));
        }
        for (int i = 0; i < INTS; i++) {
            yaml.append("  count%d: int%n".formatted(i));
        }
        for (int i = 0; i < DECIMALS; i++) {
            yaml.append("  amount%d: decimal%n".formatted(i));
        }
        return yaml.append("  flag: boolean\n  since: instant\n  tags: keywords\n")
                .append("context:\n  page: keyword\n  basketValue: decimal\n  device: keyword\n")
                .toString();
    }

    private static String catalogue() {
        StringBuilder yaml = new StringBuilder("purposes:\n  marketing: granted\n  service: granted\ngroups:\n");
        for (int i = 0; i < GROUPS; i++) {
            yaml.append("  group-%d: a group%n".formatted(i));
        }
        yaml.append("placements:\n");
        PLACEMENTS.forEach(
                id -> yaml.append("  %s: {fallback: frag-default-%s}%n".formatted(id, id.replace('.', '-'))));
        yaml.append("actions:\n");
        for (int i = 0; i < ACTIONS; i++) {
            yaml.append("  action-%d:%n    group: group-%d%n    purpose: %s%n    value: %d%n    propensity: 0.%02d%n"
                    .formatted(i, i % GROUPS, i % 4 == 0 ? "service" : "marketing", 10 + i, 1 + i % 40));
            yaml.append("    treatments:\n");
            yaml.append("      - {placements: [home.hero, home.sidebar], fragment: frag-%d-wide}%n".formatted(i));
            yaml.append("      - {placements: [app.card, account.banner], fragment: frag-%d-small}%n".formatted(i));
        }
        return yaml.append(
                        "contactPolicies:\n  each-week: {all: true, each: true, outcome: impression, max: 5, window: 7d}\n")
                .append("holdouts:\n  control: {share: 0.05, salt: benchmark, all: true}\n")
                .toString();
    }

    private static String rules(int count) {
        Random random = new Random(20_260_101);
        StringBuilder drl = new StringBuilder();
        for (int i = 0; i < count; i++) {
            List<String> constraints = new ArrayList<>();
            constraints.add("word%d == \"w%d\"".formatted(i % KEYWORDS, (i / KEYWORDS) % WORDS));
            if (i >= KEYWORDS * WORDS) {
                constraints.add("word%d == \"w%d\"".formatted((i + 1) % KEYWORDS, random.nextInt(WORDS)));
            }
            constraints.add("amount%d > %d".formatted(random.nextInt(DECIMALS), random.nextInt(400)));
            if (i % 3 == 0) {
                constraints.add("count%d >= %d".formatted(random.nextInt(INTS), random.nextInt(30)));
            }
            if (i % 5 == 0) {
                constraints.add("basketValue > %d".formatted(random.nextInt(50)));
            }
            drl.append(String.format(
                    Locale.ROOT,
                    "rule \"Rule %d\"%nwhen%n  Moment( %s )%nthen%n  decision.propose(\"action-%d\").lever(%.1f).because(\"rule %d\");%nend%n%n",
                    i,
                    String.join(", ", constraints),
                    i % ACTIONS,
                    0.5 + random.nextInt(10) / 10.0,
                    i));
        }
        return drl.toString();
    }
}
