package dev.kairos.bulk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkLoadTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final LoadOptions OPTIONS = new LoadOptions(Kind.PERSON, null, true, false, () -> NOW);

    @TempDir
    Path dir;

    private final MapSink sink = new MapSink(Integer.MAX_VALUE);

    @Test
    void readsEachTypeFromACell() throws IOException {
        LoadReport report = load("""
                userId,segment,interests,note,default,age,views,balance,since,household,company,anonymousId,consent.marketing
                c-1,gold,golf|opera| ,"a ""b"", c",YES, 42 ,-9007199254740993,1.5e3,2020-01-01T00:00:00+01:00,h-1,acme,a-1,no
                c-2,,,,,,,,,,,,
                """);

        assertThat(report.isComplete()).isTrue();
        assertThat(profile("c-1"))
                .isEqualTo(new ProfileData(
                        Map.of(
                                "segment",
                                "gold",
                                "interests",
                                Set.of("golf", "opera"),
                                "note",
                                "a \"b\", c",
                                "inDefault",
                                true,
                                "age",
                                42,
                                "views",
                                -9007199254740993L,
                                "balance",
                                1500.0,
                                "since",
                                Instant.parse("2019-12-31T23:00:00Z")),
                        "h-1",
                        "acme",
                        Set.of("a-1"),
                        Map.of("marketing", new Consent(false, NOW)),
                        List.of()));
        assertThat(profile("c-2")).isEqualTo(ProfileData.EMPTY);
        assertThat(report.counts()).isEqualTo(new LoadCounts(2, 2, 0, 0));
        assertThat(report.rejects()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheSeparator(String separator) throws IOException {
        LoadReport report = load("userId,age,segment\nc-1,42,\"x,;|\ty\"\nc-2,43,b\n"
                .replace(",", separator)
                .replace("x" + separator, "x"));

        assertThat(report.counts()).isEqualTo(new LoadCounts(2, 2, 0, 0));
        assertThat(profile("c-2").attributes()).isEqualTo(Map.of("age", 43, "segment", "b"));
    }

    @Test
    void readsAnyMixtureOfLineEnds() throws IOException {
        LoadReport report = load("\uFEFFuserId;age\r\nc-1;1\rc-2;2\n\n\r\n\r\rc-3;3\r\nc-4;\"4\"\n\rc-5;x\r\nc-6;6");

        assertThat(report.counts()).isEqualTo(new LoadCounts(6, 5, 0, 1));
        assertThat(profile("c-6").attributes()).isEqualTo(Map.of("age", 6));
        assertThat(rejects()).contains("5;11;age: 'x' is no whole number;c-5;x");
    }

    @Test
    void keepsARejectedRowWithItsReasonForMending() throws IOException {
        LoadReport report = load("userId,age,note\nc-1,1,a\nc-2,two,\"b,\n\"\"b\"\"\"\nc-3,3\n,4,d\nc-5,5,e,f\n");

        assertThat(report.counts()).isEqualTo(new LoadCounts(5, 1, 0, 4));
        assertThat(rejects()).isEqualTo("""
                        kairos.row,kairos.line,kairos.reason,userId,age,note
                        2,3,age: 'two' is no whole number,c-2,two,"b,
                        ""b""\"
                        3,5,"the row has 2 fields, and the header 3",c-3,3
                        4,6,userId: the id is empty,,4,d
                        5,7,"the row has 4 fields, and the header 3",c-5,5,e,f
                        """);
    }

    @Test
    void loadsMendedRejectsUnderTheirFirstNumbers() throws IOException {
        load("age,note\n1,a\ntwo,b\n3,c\nfour,d\n");
        Path mended = dir.resolve("mended.csv");
        Files.writeString(mended, rejects().replace("two", "2"));

        LoadReport report = loadFile(mended);

        assertThat(report.counts()).isEqualTo(new LoadCounts(2, 1, 0, 1));
        assertThat(profile("2").attributes()).isEqualTo(Map.of("age", 2, "note", "b"));
        assertThat(Files.readString(dir.resolve("mended.csv.rejects")))
                .isEqualTo("kairos.row,kairos.line,kairos.reason,age,note\n"
                        + "4,3,age: 'four' is no whole number,four,d\n");
    }

    @Test
    void removesTheRejectsOfAnEarlierLoad() throws IOException {
        load("userId,age\nc-1,x\n");
        assertThat(rejects()).isNotEmpty();

        load("userId,age\nc-1,1\n");

        assertThat(dir.resolve("rows.rejects")).doesNotExist();
    }

    @Test
    void rejectsBytesThatAreNoUtf8AndKeepsThem() throws IOException {
        byte[] file = "userId,note\nc-1,naïve\nc-2,plain\n".getBytes(ISO_8859_1);

        LoadReport report = load(file);

        assertThat(report.counts()).isEqualTo(new LoadCounts(2, 1, 0, 1));
        assertThat(Files.readAllBytes(dir.resolve("rows.rejects")))
                .isEqualTo(("kairos.row,kairos.line,kairos.reason,userId,note\n1,2,note: contains bytes or characters"
                                + " that are not Unicode text (write it as UTF-8),c-1,naïve\n")
                        .getBytes(ISO_8859_1));
    }

    @Test
    void refusesUtf16() throws IOException {
        assertThat(load("userId,note\nc-1,a\n".getBytes(UTF_16)).refusals())
                .singleElement()
                .asString()
                .contains("UTF-16");
    }

    @Test
    void rejectsNulBytes() throws IOException {
        LoadReport report = load("userId,note\nc-1,a\0b\nc-\0002,a\nc-3,a\n");

        assertThat(report.counts()).isEqualTo(new LoadCounts(3, 1, 0, 2));
    }

    @Test
    void rejectsAFieldOfTenMegabytes() throws IOException {
        LoadReport report = load("userId,note\nc-1,a\nc-2," + "x".repeat(10 << 20) + "\nc-3,c\n");

        assertThat(report.counts()).isEqualTo(new LoadCounts(3, 2, 0, 1));
        assertThat(Files.size(dir.resolve("rows.rejects"))).isGreaterThan(10 << 20);
        assertThat(profile("c-3").attributes()).isEqualTo(Map.of("note", "c"));
    }

    @Test
    void saysSoWhenAQuoteIsNotClosed() throws IOException {
        String rows = IntStream.range(0, 50).mapToObj(i -> "c-" + i + ",x\n").collect(Collectors.joining());

        LoadReport report = load("userId,note\n" + rows + "c-50,\"open\n" + rows);

        assertThat(report.counts()).isEqualTo(new LoadCounts(51, 50, 0, 1));
        assertThat(rejects()).contains("c-50");
    }

    @Test
    void stopsWithALineWhereAFieldIsLongerThanCanBeRead() throws IOException {
        LoadReport report = load("userId,note\nc-1,a\nc-2,\"" + "x".repeat(17 << 20) + "\n");

        assertThat(report.failure()).contains("after line 2").contains("longer than can be read");
        assertThat(report.counts()).isEqualTo(new LoadCounts(1, 1, 0, 0));
    }

    @Test
    void refusesAHeaderThatIsUnclear() throws IOException {
        assertThat(load("userId,age,age\nc-1,1,2\n").refusals())
                .containsExactly("the column 'age' is there twice: rename one of them");
        assertThat(load("userId,default,inDefault\nc-1,1,1\n").refusals())
                .containsExactly("the columns 'default' and 'inDefault' are the same attribute");
        assertThat(load("userId,household,household\nc-1,1,1\n").refusals()).hasSize(1);
        assertThat(load("a,b,c\n1,2,3\n").refusals()).singleElement().asString().contains("right pack");
        assertThat(load("").refusals()).containsExactly("the file is empty: not even a header");
        assertThat(load("\n\n").refusals()).containsExactly("the file is empty: not even a header");
        assertThat(sink.profiles).isEmpty();
    }

    @Test
    void loadsNothingFromAHeaderAlone() throws IOException {
        assertThat(load("userId,age").counts()).isEqualTo(LoadCounts.NONE);
    }

    @Test
    void tellsOfColumnsThatAreNotInTheSchemaAndAttributesWithoutAColumn() throws IOException {
        LoadReport report = load("userId,ag,balanec,zip,,household,householdIncome\nc-1,1,2,3,4,h-1,6\n");

        assertThat(report.notes())
                .containsExactly(
                        "column 'ag' is not in the schema and is ignored (did you mean 'age'?)",
                        "column 'balanec' is not in the schema and is ignored (did you mean 'balance'?)",
                        "column 'zip' is not in the schema and is ignored",
                        "column '' is not in the schema and is ignored",
                        "column 'householdIncome' is not in the schema and is ignored",
                        "no column for segment, interests, note, inDefault, age, views, balance, since");
        assertThat(profile("c-1").household()).isEqualTo("h-1");
    }

    @Test
    void refusesAColumnThatCanHardlyEverBeRead() throws IOException {
        String rows = IntStream.range(0, 100)
                .mapToObj(i -> i + ",2020-01-%02d,%s\n".formatted(1 + i % 28, i < 4 ? "x" : "" + i))
                .collect(Collectors.joining());

        LoadReport report = load("userId,since,age\n" + rows);

        assertThat(report.refusals())
                .containsExactly("100 of the first 100 values of 'since' are not instant, as the schema has it: "
                        + "'2020-01-01' is no date and time (write the time and the offset too: 2020-01-01T00:00:00Z); "
                        + "they look like keyword");
        assertThat(report.notes())
                .contains(
                        "4 of the first 100 values of 'age' are not int, as the schema has it: 'x' is no whole number");
        assertThat(sink.profiles).isEmpty();
    }

    @Test
    void refusesAFileWhoseRowsDoNotHaveTheFieldsOfItsHeader() throws IOException {
        String rows = "c-1,2,3,4\n".repeat(20);

        assertThat(load("userId,age\n" + rows).refusals())
                .singleElement()
                .asString()
                .contains("2 fields of the header");
    }

    @Test
    void takesTheColumnAskedForAsId() throws IOException {
        String file = "customer,age\nx,1\ny,2\n";

        LoadReport report =
                load(file.getBytes(UTF_8), new LoadOptions(Kind.PERSON, "customer", true, false, () -> NOW));
        LoadReport misspelt =
                load(file.getBytes(UTF_8), new LoadOptions(Kind.PERSON, "custmer", true, false, () -> NOW));

        assertThat(report.counts()).isEqualTo(new LoadCounts(2, 2, 0, 0));
        assertThat(profile("y").attributes()).isEqualTo(Map.of("age", 2));
        assertThat(misspelt.refusals())
                .containsExactly("there is no column 'custmer' for the ids (did you mean 'customer'?)");
    }

    @Test
    void numbersRowsThatHaveNoId() throws IOException {
        LoadReport report = load("age\n7\n\n8\n");

        assertThat(profile("2").attributes()).isEqualTo(Map.of("age", 8));
        assertThat(report.notes()).contains("no column 'userId': the row's number is its id (or say --id COLUMN)");
    }

    @Test
    void refusesToNumberRowsOfSeveralFiles() throws IOException {
        LoadOptions several = new LoadOptions(Kind.PERSON, null, false, false, () -> NOW);

        assertThat(load("age\n7\n".getBytes(UTF_8), several).refusals())
                .singleElement()
                .asString()
                .contains("overwrite");
        assertThat(load("userId,age\nc-1,7\n".getBytes(UTF_8), several).refusals())
                .isEmpty();
    }

    @Test
    void loadsHouseholds() throws IOException {
        LoadReport report = load(
                "householdId,householdIncome\nh-1,5000\n".getBytes(UTF_8),
                new LoadOptions(Kind.HOUSEHOLD, null, true, true, () -> NOW));

        assertThat(report.isComplete()).isTrue();
        assertThat(sink.profiles.get(new ProfileKey(Kind.HOUSEHOLD, "h-1")).attributes())
                .isEqualTo(Map.of("householdIncome", 5000L));
    }

    @Test
    void readsOneJsonObjectALine() throws IOException {
        LoadReport report = load("\uFEFF{\"userId\":\"c-1\",\"attributes\":{\"age\":1}}\r\n\r\n# a comment\n"
                + "{\"attributes\":{\"age\":\"two\"},\"userId\":\"c-2\"}\n  \n{\"userId\":\n"
                + "{\"householdId\":\"h-1\",\"attributes\":{\"householdIncome\":3}}\r{\"userId\":\"c-3\"}");

        assertThat(report.counts()).isEqualTo(new LoadCounts(5, 3, 0, 2));
        assertThat(rejects()).isEqualTo("""
                        # line 4: /attributes/age: 'two' is no whole number (it is in quotes, so it is a string)
                        {"attributes":{"age":"two"},"userId":"c-2"}
                        # line 6: the JSON ends too early at line 1, column 11
                        {"userId":
                        """);
    }

    @Test
    void loadsMendedJsonRejects() throws IOException {
        load("{\"userId\":\"c-1\",\"attributes\":{\"age\":\"1\"}}\n{\"userId\":\"c-2\",\"attributes\":{\"age\":2}}\n");
        Path mended = dir.resolve("mended.ndjson");
        Files.writeString(mended, rejects().replace("\"1\"", "1"));

        assertThat(loadFile(mended).counts()).isEqualTo(new LoadCounts(1, 1, 0, 0));
        assertThat(profile("c-1").attributes()).isEqualTo(Map.of("age", 1));
    }

    @Test
    void rejectsAJsonLineLongerThanIsRead() throws IOException {
        String line = "{\"userId\":\"c-1\"}";
        LoadReport report = load(line + "\n{\"userId\":\"" + "x".repeat(20 << 20) + "\"}\r\n" + line + "\n");

        assertThat(report.counts()).isEqualTo(new LoadCounts(3, 1, 1, 1));
        assertThat(Files.size(dir.resolve("rows.rejects"))).isLessThan(2_000);
    }

    @Test
    void refusesAFileWhoseRowsMostlyCannotBeLoaded() throws IOException {
        assertThat(load("{\"id\":\"c-1\",\"age\":1}\n".repeat(20)).refusals())
                .containsExactly(
                        "20 of the first 20 rows cannot be loaded, most of them since does not say whose profile"
                                + " it is (give userId, householdId or companyId)");
    }

    @Test
    void unpacksWhatIsGzippedWhateverItsName() throws IOException {
        assertThat(load(gzip("userId,age\nc-1,1\n")).counts()).isEqualTo(new LoadCounts(1, 1, 0, 0));
    }

    @Test
    void loadsWhatIsBeforeTheEndOfATruncatedGzipAndSaysSo() throws IOException {
        Random random = new Random(3);
        String rows = IntStream.range(0, 20_000)
                .mapToObj(i -> "c-" + i + "," + random.nextInt() + "\n")
                .collect(Collectors.joining());
        byte[] whole = gzip("userId,age\n" + rows);

        LoadReport report = load(Arrays.copyOf(whole, whole.length / 2));

        assertThat(report.failure()).isEqualTo("the gzipped data ends too early or is damaged: get the file again");
        assertThat(report.isComplete()).isFalse();
        assertThat(report.counts().read()).isBetween(5_000L, 12_000L).isEqualTo(sink.profiles.size());
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThat(loadFile(dir.resolve("none.csv")).refusals()).containsExactly("there is no such file");
    }

    @Test
    void countsLaterRowsOfOneKeyAsUpdates() throws IOException {
        assertThat(load("userId,age\nc-1,1\nc-1,2\n").counts()).isEqualTo(new LoadCounts(2, 1, 1, 0));
        assertThat(profile("c-1").attributes()).isEqualTo(Map.of("age", 2));
    }

    @Test
    void rejectsWhatTheStoreHasNoRoomFor() throws IOException {
        MapSink small = new MapSink(2_000);
        Path file = dir.resolve("rows");
        Files.writeString(
                file,
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "c-" + i + ",1\n")
                        .collect(Collectors.joining("", "userId,age\n", "")));

        LoadReport report = new BulkLoad(Schemas.EACH_TYPE, OPTIONS, small).load(file, (c, r, a) -> {});

        assertThat(report.counts()).isEqualTo(new LoadCounts(10_000, 2_000, 0, 8_000));
        assertThat(Files.readAllLines(report.rejects()))
                .hasSize(8_001)
                .element(1)
                .asString()
                .contains(",full,c-");
    }

    @Test
    void losesNoRowOfAnyFile() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] file = RandomFiles.next(random);

            LoadReport report = load(file);

            LoadCounts counts = report.counts();
            assertThat(counts.read()).isEqualTo(counts.created() + counts.updated() + counts.rejected());
        }
    }

    @Test
    void reportsProgressUpToTheEnd() throws IOException {
        Path file = dir.resolve("rows");
        Files.writeString(file, "userId,age\n" + "c-1,1\n".repeat(5_000));
        List<LoadCounts> seen = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();

        new BulkLoad(Schemas.EACH_TYPE, OPTIONS, sink).load(file, (counts, read, all) -> {
            seen.add(counts);
            bytes.add(read);
            assertThat(all).isEqualTo(30_011);
        });

        assertThat(seen).hasSizeGreaterThan(5).last().isEqualTo(new LoadCounts(5_000, 1, 4_999, 0));
        assertThat(bytes).last().isEqualTo(30_011L);
    }

    private LoadReport load(String file) throws IOException {
        return load(file.getBytes(UTF_8));
    }

    private LoadReport load(byte[] file) throws IOException {
        return load(file, OPTIONS);
    }

    private LoadReport load(byte[] file, LoadOptions options) throws IOException {
        Path path = dir.resolve("rows");
        Files.write(path, file);
        return load(Schemas.EACH_TYPE, path, options);
    }

    private LoadReport loadFile(Path file) {
        return load(Schemas.EACH_TYPE, file, OPTIONS);
    }

    private LoadReport load(Schema schema, Path file, LoadOptions options) {
        return new BulkLoad(schema, options, sink).load(file, (counts, read, all) -> {});
    }

    private ProfileData profile(String id) {
        return sink.profiles.get(new ProfileKey(Kind.PERSON, id));
    }

    private String rejects() throws IOException {
        return Files.readString(dir.resolve("rows.rejects"));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
