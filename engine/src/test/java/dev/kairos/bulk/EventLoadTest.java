package dev.kairos.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.touchpoint.BadRow;
import dev.kairos.touchpoint.Delivery;
import dev.kairos.touchpoint.Reading;
import dev.kairos.touchpoint.SegmentReader;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.Who;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLoadTest {

    private static final DateTimeFormatter PATTERN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final EventMapping SHOP = mapping(List.of(), PATTERN, ZoneOffset.UTC);

    @TempDir
    Path dir;

    private final ReadingSink sink = new ReadingSink();

    /** Reads what it is sent as the server would. */
    private static final class ReadingSink implements EventSink {

        final List<Touchpoint> taken = new ArrayList<>();
        int batches;
        int most = Integer.MAX_VALUE;

        @Override
        public Result send(byte[] body, int rows) {
            if (++batches > most) {
                return new Result.Stopped("no room");
            }
            Reading.Rows read = (Reading.Rows) SegmentReader.read(
                    body,
                    body.length,
                    Delivery.at(Instant.parse("2026-03-08T20:00:00Z").toEpochMilli()));
            assertThat(read.good().size() + read.bad().size()).isEqualTo(rows);
            taken.addAll(read.good());
            Map<Integer, String> rejected = new HashMap<>();
            for (BadRow row : read.bad()) {
                rejected.put(row.index(), row.reason());
            }
            return new Result.Taken(rejected);
        }
    }

    private static EventMapping mapping(List<String> messageId, DateTimeFormatter pattern, ZoneId zone) {
        return new EventMapping(
                Touchpoint.Type.TRACK,
                new EventMapping.Ids("user", "session", messageId, "shop-"),
                new EventMapping.What("event", null, "platform", null),
                new EventMapping.Time("at", pattern, zone),
                Map.of(
                        "cohort", new EventMapping.Cell("cohort", EventMapping.ValueKind.TEXT),
                        "total", new EventMapping.Cell("total", EventMapping.ValueKind.NUMBER),
                        "member", new EventMapping.Cell("member", EventMapping.ValueKind.BOOLEAN)));
    }

    private EventReport load(EventMapping mapping, String name, String text) throws IOException {
        return load(mapping, Files.writeString(dir.resolve(name), text));
    }

    private EventReport load(EventMapping mapping, Path file) {
        return new EventLoad(mapping, sink).load(file, (rows, read, inAll) -> {});
    }

    @Test
    void makesTouchpointsOfTheColumns() throws IOException {
        EventReport report = load(SHOP, "1.csv", """
                user,session,event,at,platform,cohort,total,member,more
                u-1,s-1,add_to_cart,2024-03-13 10:21:14,desktop,2024-01,129.95,yes,x
                ,s-2,home,2024-03-13 10:21:15,,,7,,y
                """);

        assertThat(report).isEqualTo(new EventReport(2, 2, 0, null, null));
        Touchpoint cart = sink.taken.get(0);
        assertThat(cart.event()).isEqualTo("add_to_cart");
        assertThat(cart.who()).isEqualTo(new Who("u-1", "s-1", null, null));
        assertThat(cart.when().eventMs())
                .isEqualTo(Instant.parse("2024-03-13T10:21:14Z").toEpochMilli());
        assertThat(cart.messageId()).startsWith("shop-");
        assertThat(cart.contents().channel()).isEqualTo("desktop");
        assertThat(cart.contents().properties().get("cohort")).isEqualTo("2024-01");
        assertThat(cart.contents().properties().get("total")).isEqualTo(129.95);
        assertThat(cart.contents().properties().get("member")).isEqualTo(true);
        Touchpoint home = sink.taken.get(1);
        assertThat(home.who()).isEqualTo(Who.anonymous("s-2"));
        assertThat(home.contents().properties().size()).isEqualTo(1);
        assertThat(home.contents().properties().get("total")).isEqualTo(7L);
    }

    @Test
    void readsTimesInTheZoneOfTheFile() throws IOException {
        load(mapping(List.of(), PATTERN, ZoneId.of("Europe/Zurich")), "1.csv", csv("u,s,e,2024-07-13 10:00:00,,,,"));
        load(
                mapping(List.of(), null, ZoneOffset.UTC),
                "2.csv",
                csv("u,s,e,2024-07-13T10:00:00+02:00,,,,", "u,s,e,1720857600,,,,", "u,s,e,1720857600000,,,,"));

        assertThat(sink.taken)
                .hasSize(4)
                .allSatisfy(touchpoint -> assertThat(touchpoint.when().eventMs())
                        .isEqualTo(Instant.parse("2024-07-13T08:00:00Z").toEpochMilli()));
    }

    private static String csv(String... rows) {
        return "user,session,event,at,platform,cohort,total,member\n" + String.join("\n", rows) + "\n";
    }

    @Test
    void theSameFileGivesTheSameIdsAndEachRowItsOwn() throws IOException {
        String row = "u,s,e,2024-07-13 10:00:00,,,,";
        load(SHOP, "1.csv", csv(row, row));
        load(SHOP, "2.csv", csv(row, row));
        List<String> ids = sink.taken.stream().map(Touchpoint::messageId).toList();
        assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2)).doesNotHaveDuplicates();

        sink.taken.clear();
        load(mapping(List.of("user", "at"), PATTERN, ZoneOffset.UTC), "3.csv", csv(row, row, row.replace("u,", "v,")));

        assertThat(sink.taken).extracting(Touchpoint::messageId).satisfies(three -> {
            assertThat(three.get(0)).isEqualTo(three.get(1));
            assertThat(three.get(2)).isNotEqualTo(three.get(0));
        });
    }

    @Test
    void rejectedRowsCanBeMendedAndLoadedAgain() throws IOException {
        EventReport report = load(
                SHOP,
                "1.csv",
                csv(
                        "u,s,e,2024-07-13 10:00:00,,,,",
                        ",,e,2024-07-13 10:00:00,,,,",
                        "u,s,e,noon,,,,",
                        "u,s,e,,,,,",
                        "u,s,,2024-07-13 10:00:00,,,,",
                        "u,s,e,2024-07-13 10:00:00,,,many,",
                        "u,s,e,2024-07-13 10:00:00,,,1,perhaps",
                        "u,s,e"));

        assertThat(report.taken()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(7);
        assertThat(report.read()).isEqualTo(8);
        List<String> rejects = Files.readAllLines(dir.resolve("1.csv.rejects"));
        assertThat(rejects).hasSize(8);
        assertThat(String.join("\n", rejects))
                .contains("a userId or an anonymousId is required", "'noon' is no time", "a time is required")
                .contains("a track needs an event", "'many' is no number", "'perhaps' is neither yes nor no")
                .contains("8,9,\"the row has 3 fields, and the header 8\",u,s,e");

        sink.taken.clear();
        String mended = String.join("\n", rejects.subList(0, 2)).replace(",,e,2024", "u-9,,e,2024") + "\n";
        assertThat(load(SHOP, "mended.csv", mended).isComplete()).isTrue();
        assertThat(sink.taken).hasSize(1);
    }

    @Test
    void loadsEventsOfTheSegmentFamilyLineByLine() throws IOException {
        String line = "{\"type\":\"page\",\"userId\":\"u\"}";
        String text = "# a comment\n" + line + "\n\n" + line + "\n" + line.replace("{", "{\"messageId\":\"own\",")
                + "\n{\"type\":\"page\"\n7\n{} {}\n{}\n" + line.replace("page", "dance") + "\n";

        EventReport report = load(null, "1.ndjson", text);
        load(null, "2.ndjson", text);

        assertThat(report.taken()).isEqualTo(3);
        assertThat(report.rejected()).isEqualTo(5);
        List<String> ids = sink.taken.stream().map(Touchpoint::messageId).toList();
        assertThat(ids.subList(3, 6))
                .isEqualTo(ids.subList(0, 3))
                .doesNotHaveDuplicates()
                .contains("own");
        assertThat(Files.readString(dir.resolve("1.ndjson.rejects")))
                .contains("# line 7: is no JSON object\n7\n", "# line 8: something follows", "a type is required");
    }

    @Test
    void anInvalidLineDoesNotTakeItsNeighboursWithIt() throws IOException {
        byte[] good = "{\"type\":\"page\",\"userId\":\"u\"}\n".getBytes(StandardCharsets.UTF_8);
        Path file = dir.resolve("1.ndjson");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(good);
            out.write(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}', '\n'});
            out.write(("{\"x\":\"" + "y".repeat(40_000) + "\"}\n").getBytes(StandardCharsets.UTF_8));
            out.write(good);
        }

        EventReport report = load(null, file);

        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(2);
    }

    @Test
    void refusesAFileThatDoesNotFit() throws IOException {
        assertThat(load(SHOP, "1.csv", "user,session,events,at\nu,s,e,2024\n").failure())
                .isEqualTo("there is no column 'event' (did you mean 'events'?)");
        assertThat(load(SHOP, "2.csv", "").failure()).contains("empty");
        assertThat(load(null, "3.csv", "a,b\n1,2\n").failure()).contains("needs a mapping");
        assertThat(load(SHOP, dir.resolve("none.csv")).failure()).isEqualTo("there is no such file");
        assertThat(sink.batches).isZero();
    }

    @Test
    void stopsWhereTheSinkDoesAndCountsWhatWasTaken() throws IOException {
        sink.most = 2;
        String row = "u,s,e,2024-07-13 10:00:00,,,,\n";

        EventReport report = load(SHOP, "1.csv", csv(row.repeat(2_000)));

        assertThat(report.failure()).isEqualTo("no room");
        assertThat(report.taken()).isEqualTo(1_000);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void readsAPackedFileThatEndsTooEarlyAsFarAsItGoes() throws IOException {
        Path file = dir.resolve("1.csv.gz");
        Random random = new Random(5);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(csv().getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 5_000; i++) {
                out.write(
                        ("u-" + random.nextInt() + ",s,e,2024-07-13 10:00:00,,,,\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        assertThat(load(SHOP, file).taken()).isEqualTo(5_000);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        EventReport report = load(SHOP, file);

        assertThat(report.failure()).contains("ends too early");
        assertThat(report.taken()).isGreaterThan(1_000).isEqualTo(report.read());
    }
}
