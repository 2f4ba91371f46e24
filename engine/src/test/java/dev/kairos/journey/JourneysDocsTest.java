package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.TriggerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/journeys.md shows is one pack, and customers go as its tables say. */
class JourneysDocsTest {

    private static final Pattern FILE =
            Pattern.compile("```(?:yaml|drl)\n(?:#|//) (\\S+\\.(?:yaml|drl))\n(.*?)```", Pattern.DOTALL);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm", Locale.ENGLISH);

    @TempDir
    Path folder;

    @Test
    void customersGoAsTheTablesSay() throws IOException {
        String page = Files.readString(Checkout.root().resolve("docs/journeys.md"));
        Files.createDirectory(folder.resolve("rules"));
        Matcher files = FILE.matcher(page);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
        Files.writeString(folder.resolve("pack.yaml"), "name: workshop\n");
        Files.writeString(folder.resolve("catalogue.yaml"), """
                groups: {sorry: ""}
                placements: {home: {fallback: f}}
                actions: {free-light: {group: sorry, treatments: [light]}}
                """);

        try (Pack pack = PackLoader.load(folder).orThrow()) {
            assertThat(pack.rules().rules()).hasSize(2);
            assertThat(pack.schema().counters()).hasSize(2);
            Journeys journeys = new Journeys(pack.schema().journeys());
            assertThat(follow(journeys, rows(page, "| at | touchpoint | stage then")))
                    .isEqualTo(10);
            assertThat(follow(journeys, rows(page, "| at | touchpoint | comes late")))
                    .isEqualTo(3);
        }
    }

    /** Cells: when it is, what comes, from when that is (in the second table), the stage, since when. */
    private static int follow(Journeys journeys, List<String[]> rows) {
        List<PathItem> path = new ArrayList<>();
        for (String[] row : rows) {
            boolean hasLate = row.length == 5;
            String stage = row[hasLate ? 3 : 2];
            String since = row[hasLate ? 4 : 3];
            if (!row[1].isEmpty()) {
                String happened = hasLate && !row[2].isEmpty() ? row[2] : row[0];
                String key = TriggerKey.of(row[1], null);
                path.add(new PathItem(ms(happened), PathItem.Kind.TOUCHPOINT, row[1], null, null, List.of(key)));
                path.sort(null);
            }

            JourneyState state =
                    journeys.evaluate(Map.of(), path, ms(row[0])).states().get("repair");

            assertThat(state.stage()).as(row[0]).isEqualTo(stage.isEmpty() ? null : stage);
            if (!since.isEmpty()) {
                assertThat(state.sinceMs()).as(row[0]).isEqualTo(ms(since));
            }
        }
        return rows.size();
    }

    private static List<String[]> rows(String page, String head) {
        List<String[]> rows = new ArrayList<>();
        String[] lines = page.substring(page.indexOf(head)).split("\n");
        for (int i = 2; lines[i].startsWith("|"); i++) {
            String line = lines[i].strip();
            String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
            for (int c = 0; c < cells.length; c++) {
                cells[c] = cells[c].strip();
            }
            rows.add(cells);
        }
        return rows;
    }

    private static long ms(String dayAndTime) {
        String[] parts = dayAndTime.split(" ");
        return LocalDateTime.parse(parts[0] + " " + parts[1] + " 2026 " + parts[2], TIME)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
